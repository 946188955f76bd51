import { fileEndings } from "#domain/kinds/checks/file-endings.ts";
import { endingOf } from "#domain/kinds/filename.ts";

const longest = 1024;
/** Words that go on with the sentence, so that they are no part of a name with blanks. */
const sentence =
  /^(?:and|or|then|with|to|as|is|was|were|are|the|a|an|in|on|at|of|from|which|that|by|for|via|using|folder|directory|path|file|key|value|registry|where|when|after|before|has|have|will|can|it|this|if|but|not|into|under|so|also)$/i;
/** Whether a name ends as files do. */
export const isEnded = (name: string): boolean =>
  /\.[\w-]{1,18}$/u.test(name) && (fileEndings.has(endingOf(name)) || /\.(?:com|zip|sh|py)$/i.test(name));

/** Where a name ends that began at `from`: at the first blank, unless the words behind it belong to the name. `limit` ends the line. */
function nameEnd(text: string, from: number, limit: number, isValue: boolean): number {
  const words = text.slice(from, Math.min(limit, from + 120)).split(" ");
  let end = from + (words[0]?.length ?? 0);
  if (isEnded(words[0] ?? "") || isValue) return end;
  let place = end;
  for (const word of words.slice(1, 6)) {
    place += 1 + word.length;
    const bare = word.replace(/[.,;:!?)]+$/u, "");
    if (sentence.test(bare) || !/^[\p{L}\p{N}(&+_][\p{L}\p{N}()&+_.'-]*$/u.test(bare)) break;
    if (isEnded(bare)) {
      end = place - (word.length - bare.length);
      break;
    }
    if (bare !== word) break;
  }
  return end;
}

/** Whether the blanks between two backslashes are inside the name of a folder. */
function isFolder(part: string): boolean {
  if (!part.includes(" ")) return true;
  const words = part.trim().split(" ");
  if (words.length > 6 || part.length > 80 || /[.,;!?] |^ | $| {2}/u.test(part)) return false;
  return (
    !words.slice(0, -1).some(isEnded) && !words.some((word) => /^(?:HK[LCUR]\w*|%\w+%?|and|or|then)$/u.test(word) || word.startsWith("%"))
  );
}

const stop = /[\r\n\t"*?|,\u201c\u201d`]/u;

/** Where backslashed names from `from` on end; `isKey` for the registry, where a last name of several words is cut. */
export function backslashed(text: string, from: number, isKey: boolean): number {
  const quote = { "'": "'", "[": "]" }[text[from - 1] ?? ""];
  let begin = from;
  let limit = from;
  const most = Math.min(text.length, from + longest);
  for (; limit < most; limit += 1) {
    const character = text[limit] ?? "";
    if (stop.test(character) || character === quote || (character === ":" && !(isKey && limit < from + 20) && limit > from + 2)) break;
    if (character === "<" && !/^<[\w -]{1,40}>/u.test(text.slice(limit, limit + 44))) break;
    if (character === ">" && !text.slice(begin, limit).includes("<")) break;
    if (character !== "\\" && !(character === "/" && !isKey)) continue;
    if (limit > from + 2 && !isFolder(text.slice(begin, limit))) break;
    begin = limit + 1;
  }
  const whole = isCell(text[from - 1] ?? "", text[limit] ?? "");
  let end = whole ? limit : nameEnd(text, begin, limit, isKey);
  while (end > from && /[.,;:!?'\u2019)\]}>\\]/u.test(text[end - 1] ?? "")) {
    if (text[end - 1] === ">" && text.slice(begin, end).includes("<")) break;
    if (/[)\]}]/u.test(text[end - 1] ?? "") && /[([{]/u.test(text.slice(from, end - 1))) break;
    end -= 1;
  }
  return end;
}

/** Whether these two stand around a whole value: quotation marks, the bounds of a cell. */
const isCell = (before: string, after: string): boolean =>
  (/["'`\u201c]/u.test(before) && /["'`\u201d]/u.test(after)) ||
  (/[,;|\t]/u.test(before) && before === after) ||
  (before === ">" && after === "<") ||
  (before === "[" && after === "]");
