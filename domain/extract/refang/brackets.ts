import { isAlphanumeric } from "#domain/extract/characters.ts";
import type { Edit } from "#domain/extract/refang/edit.ts";
import { fileEndings } from "#domain/kinds/checks/file-endings.ts";

const dot = "\\.|d[o0]t|punto|punkt|point|ponto|period|punt|punct|kropka|\\u0442\\u043e\\u0447\\u043a\\u0430";
const at = "@|at|et|arroba|chiocciola|klammeraffe";
const group = new RegExp(
  `([[({<]{1,4})[ \\t]{0,2}(?:(${dot})|(${at})|([:/]{1,3}|\\\\{1,2})|(tt))[ \\t]{0,2}([\\])}>]{1,4}|[[({<]{1,4}(?![.@:/]))?`,
  "iuy",
);
const closings: Readonly<Record<string, string>> = { "[": "]", "(": ")", "{": "}", "<": ">" };

const isBlank = (text: string, index: number): boolean => text[index] === " " || text[index] === "\t";
const skipBack = (text: string, index: number): number => {
  let place = index;
  while (index - place < 3 && isBlank(text, place - 1)) place -= 1;
  return place;
};
const skipOn = (text: string, index: number): number => {
  let place = index;
  while (place - index < 3 && isBlank(text, place)) place += 1;
  return place;
};

/** What may stand behind an opening bracket: another one, a blank, a separator, the first letter of a separator's name. */
const mayOpen: ReadonlySet<number> = new Set([..."[({< \t.@:/\\dpekactт"].map((one) => one.charCodeAt(0) | 0x20));

/** `[.]`, `(dot)`, `[[.]]`, `[.`, `.]`, `[at]`, `[:]`, `[://]`, `[/]`, `h[tt]p`: brackets that stand around one separator of a name. */
export function bracketAt(text: string, at: number): Edit | undefined {
  const code = text.charCodeAt(at);
  if (code === 0x5d || code === 0x7d || code === 0x29) return closingAt(text, at);
  if (code !== 0x5b && code !== 0x28 && code !== 0x7b && code !== 0x3c) return undefined;
  // the usual form first
  if (
    text[at + 1] === "." &&
    (text[at + 2] === "]" || text[at + 2] === ")") &&
    isAlphanumeric(text, at - 1) &&
    isAlphanumeric(text, at + 3)
  )
    return { from: at, to: at + 3, put: "." };
  if (!mayOpen.has(text.charCodeAt(at + 1) | 0x20)) return undefined;
  group.lastIndex = at;
  const read = group.exec(text);
  if (read === null) return undefined;
  const [all, opening = "", dots, ats, marks, letters, closing] = read;
  const [open, close] = own(opening, closing, dots !== undefined && isAlphanumeric(text, at - 1));
  // another pair's bracket before it stays: "a{[.]com"
  if (open.length < opening.length) return bracketAt(text, at + opening.length - open.length);
  const whole = all.slice(0, all.length - (closing?.length ?? 0) + (close?.length ?? 0));
  const end = at + whole.length;
  if (letters !== undefined) return close === "]" && /h$/i.test(text[at - 1] ?? "") ? { from: at, to: end, put: letters } : undefined;
  const isClosed = close !== undefined && close[0] === closings[open.at(-1) ?? ""];
  if (marks !== undefined) return isClosed ? { from: at, to: end, put: marks.replaceAll("\\", "/") } : undefined;
  // "a[.com": one side is enough for a dot, but not for a word
  if (!isClosed && (dots !== "." || open[0] === "<")) return undefined;
  const put = dots === undefined ? "@" : ".";
  if (!isClosed && close === undefined) {
    const bare = at + open.length;
    return isAlphanumeric(text, at - 1) && isAlphanumeric(text, bare + 1) ? { from: at, to: bare + 1, put } : undefined;
  }
  const from = skipBack(text, text[at - 1] === "\\" && isAlphanumeric(text, at - 2) ? at - 1 : at);
  const to = skipOn(text, end);
  if (ats !== undefined && text[at - 1] === "\n") return undefined;
  const isInside = (isAlphanumeric(text, from - 1) || /[_)\]}-]/u.test(text[from - 1] ?? "")) && (isAlphanumeric(text, to) || to === end);
  // a blank on one side only: the rest of a name that a line's end tore off, but "ending [.]exe" and "as [@]name" stand alone
  const isLoose = from < at && to === end && (ats !== undefined || fileEndings.has(/^\w{1,8}/u.exec(text.slice(to, to + 9))?.[0] ?? ""));
  if (isInside && isAlphanumeric(text, to) && !isLoose) return { from, to, put };
  // at an edge the blanks are not part of it: "extension [.]locked"
  return isAlphanumeric(text, end) || isAlphanumeric(text, at - 1) || isOwn(text, at, whole) ? { from: at, to: end, put } : undefined;
}

/** The brackets that stand around the separator; others belong to what stands beside it ("[[:]:1]"), unless they are in a name ("evil[[.]example"). */
function own(opening: string, closing: string | undefined, isName: boolean): readonly [open: string, close: string | undefined] {
  let pairs = 0;
  while (pairs < opening.length && closing?.[pairs] === closings[opening.at(-1 - pairs) ?? ""]) pairs += 1;
  if (closing === undefined || pairs === 0) return [opening, closing];
  const isAlike = (all: string): boolean => isName && [...all].every((one) => one === all[0]);
  return [isAlike(opening) ? opening : opening.slice(-pairs), isAlike(closing) ? closing : closing.slice(0, pairs)];
}

/** Whether it is as this program shows a dot or a sign, as part of a word: there signs may stand around it ("#[@]", "![.]!"). */
const isOwn = (text: string, at: number, whole: string): boolean =>
  (whole === "[.]" || whole === "[@]") && (/\S/u.test(text[at - 1] ?? " ") || /\S/u.test(text[at + 3] ?? " "));

/** `].`, and `.]` and `.]]]`: the dot stands already, the brackets go. */
function closingAt(text: string, at: number): Edit | undefined {
  // "evil].com": the bracket stands before the dot, and none is open
  if (
    text[at + 1] === "." &&
    isAlphanumeric(text, at - 1) &&
    isAlphanumeric(text, at + 2) &&
    !/[[(][^\s\])]*$/u.test(text.slice(Math.max(0, at - 64), at))
  )
    return { from: at, to: at + 1, put: "" };
  if (text[at - 1] !== "." || !isAlphanumeric(text, at - 2)) return undefined;
  let to = at;
  while (to - at < 4 && /[\])}]/u.test(text[to] ?? "")) to += 1;
  return isAlphanumeric(text, to) ? { from: at, to, put: "" } : undefined;
}
