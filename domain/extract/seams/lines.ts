/** Characters that are looked at on each side of a line end. */
export const longest = 240;
/** By the code of a character: 1 for these. A look outside of a table would cost more than its space. */
export const marked = (all: string): Uint8Array => {
  const table = new Uint8Array(0x1_00_00);
  for (const one of all) table[one.charCodeAt(0)] = 1;
  return table;
};
const digits = marked("0123456789abcdefABCDEF");
/** Whether so many characters from `from` on are hexadecimal digits. */
export function areDigits(text: string, from: number, count: number): boolean {
  for (let at = from; at < from + count; at += 1) if (digits[text.charCodeAt(at)] !== 1) return false;
  return from >= 0;
}
const isBlank = (code: number): boolean => code <= 0x20 || code === 0xa0;

/** A line of a text: what stands on it without blanks and marks of quotations around. */
export interface Line {
  readonly from: number;
  readonly to: number;
}
const isMark = (code: number): boolean => isBlank(code) || code === 0x3e || code === 0x7c;
/** Where a line begins behind its blanks and marks; at most at its end. */
export function beginOf(text: string, begin: number): number {
  let from = begin;
  while (from < text.length && text.charCodeAt(from) !== 0x0a && isMark(text.charCodeAt(from))) from += 1;
  return from;
}
/** Whether so many digits seem to stand at a place and no more: a look at both ends is enough in a list. */
export const isWhole = (text: string, from: number, count: number): boolean =>
  areDigits(text, from, 4) && areDigits(text, from + count - 4, 4) && digits[text.charCodeAt(from + count)] !== 1;
export function lineAt(text: string, begin: number): Line {
  const end = text.indexOf("\n", begin);
  let to = end < 0 ? text.length : end;
  let from = begin;
  while (from < to && isMark(text.charCodeAt(from))) from += 1;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1;
  return { from, to };
}

/** The run of characters without a blank that ends at `to`, and the one that begins at `from`. */
export function tailOf(text: string, from: number, to: number): string {
  let at = to;
  while (at > from && to - at < longest && !isBlank(text.charCodeAt(at - 1))) at -= 1;
  return text.slice(at, to);
}
export const headOf = (text: string, { from, to }: Line): string => /^\S*/u.exec(text.slice(from, Math.min(to, from + longest)))?.[0] ?? "";
