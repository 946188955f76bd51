import { plainer, refangText } from "#domain/extract/refang/text.ts";

const before = new Set([..."'\"`*|“”„‘’‚«»‹›「」『』【】 \t\r\n"]);
const after = new Set([...before, ".", ",", ";", ":", "!", "?", "…", "。", "、"]);
const pairs: ReadonlyMap<string, string> = new Map([
  [")", "("],
  ["]", "["],
  ["}", "{"],
  [">", "<"],
]);

const count = (text: string, wanted: string): number => {
  let found = 0;
  for (const character of text) if (character === wanted) found += 1;
  return found;
};

/** A link as Slack writes it, with what it shows. */
const shownLink = /^<([a-z][a-z\d+.-]{1,20}:\/\/[^|<>\s]{1,4096})\|[^<>]{0,4096}>$/iu;

/** Without the quotes, brackets and punctuation around a pasted token. Balanced brackets inside (`/a_(b)`) stay. Linear. */
export function unwrap(typed: string): string {
  const [, link] = shownLink.exec(typed) ?? [];
  if (link !== undefined) return link;
  // most of the many values of a file have no brackets to count
  const counted = /[()[\]{}<>]/u.test(typed) ? [...pairs] : [];
  const surplus = new Map(counted.map(([closer, opener]) => [closer, count(typed, closer) - count(typed, opener)]));
  let from = 0;
  let to = typed.length;
  for (;;) {
    const first = typed[from] ?? "";
    const last = typed[to - 1] ?? "";
    if (from >= to) return "";
    const closer = counted.find(([, opener]) => opener === first)?.[0];
    if (before.has(first)) from += 1;
    // "2001:db8::" ends in what would be punctuation elsewhere
    else if (after.has(last) && !(last === ":" && typed[to - 2] === ":")) to -= 1;
    else if (closer !== undefined && closer === last) {
      from += 1;
      to -= 1;
    } else if (closer !== undefined && (surplus.get(closer) ?? 0) < 0) {
      surplus.set(closer, (surplus.get(closer) ?? 0) + 1);
      from += 1;
    } else if ((surplus.get(last) ?? 0) > 0) {
      surplus.set(last, (surplus.get(last) ?? 0) - 1);
      to -= 1;
    } else return typed.slice(from, to);
  }
}

const unquote = (text: string): string =>
  text
    .trim()
    .replace(/^(["'`])(.*)\1$/u, "$2")
    .trim();

/** Done again until nothing changes, since what a value is must not change when it is typed again; undefined if that takes too long. */
function settled(typed: string, next: (text: string) => string): string | undefined {
  let text = typed;
  for (let round = 0; round < 6; round += 1) {
    const read = next(text);
    if (read === text) return text;
    text = read;
  }
  return undefined;
}

/**
 * One token as a text around it would be read, without what stands around the value: the plain form of what was made harmless
 * to click, a fixed point. Undefined for what is wrapped deeper than anybody writes. Linear in the length of `typed`.
 */
export const refang = (typed: string): string | undefined => settled(typed, (text) => unwrap(refangText(text).text));

/** The same for values in which blanks, backslashes, punctuation and other brackets are their own (paths, mutexes, user agents). */
export const unbracket = (typed: string): string | undefined => settled(typed, (text) => unquote(plainer(text)));
