/** Classes of ASCII characters, as bits; what is not ASCII is judged by `classOf`. */
export const bits = {
  digit: 1,
  hexLetter: 2,
  letter: 4,
  dot: 8,
  dash: 16,
  underscore: 32,
  foreign: 64,
  anchor: 128,
  space: 256,
  upper: 512,
} as const;

/** Characters of which names of hosts and files, numbers and digests are made. */
export const wordBits = bits.digit | bits.hexLetter | bits.letter | bits.dot | bits.dash | bits.underscore | bits.foreign | bits.upper;
/** Letters and digits. */
export const alphanumeric = bits.digit | bits.hexLetter | bits.letter | bits.foreign;

/** The class of each UTF-16 unit; beyond ASCII they are learned when the first of them comes. */
const table = new Uint16Array(0x1_00_00);
const unknown = 0xffff;
table.fill(unknown, 128);
const mark = (characters: string, bit: number) => {
  for (const character of characters) table[character.charCodeAt(0)] = bit | (/[A-Z]/.test(character) ? bits.upper : 0);
};
mark("0123456789", bits.digit);
mark("abcdefABCDEF", bits.hexLetter);
mark("ghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ", bits.letter);
mark(".", bits.dot);
mark("-", bits.dash);
mark("_", bits.underscore);
mark("+@/\\:%~$[#", bits.anchor);
mark(" \t\r\n", bits.space);

/** Letters, marks and digits of other scripts, which names of hosts may hold. */
const foreign = /[\p{L}\p{M}\p{N}]/u;
/** Scripts that are written without blanks, so that a name may stand inside a sentence. */
const unspaced = (code: number): boolean => (code >= 0x2e80 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff);

/** The class of a UTF-16 unit; 0 for what ends every word. */
export function classOf(code: number): number {
  const found = table[code] ?? 0;
  return found === unknown ? learned(code) : found;
}
function learned(code: number): number {
  const found = foreignClass(code);
  table[code] = found;
  return found;
}
function foreignClass(code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return bits.foreign;
  if (code <= 0xbf && code !== 0xaa && code !== 0xb5 && code !== 0xba) return code === 0xa0 ? bits.space : 0;
  return foreign.test(String.fromCharCode(code)) ? bits.foreign : code === 0x3000 || (code >= 0x2000 && code <= 0x200a) ? bits.space : 0;
}

/** Whether a letter or digit stands at `index`. */
export const isAlphanumeric = (text: string, index: number): boolean =>
  index >= 0 && index < text.length && (classOf(text.charCodeAt(index)) & alphanumeric) !== 0;
/** Whether a name ends between these two: one script is written without blanks, the other is not ASCII's neighbour by accident. */
export const isSeam = (left: number, right: number): boolean => unspaced(left) !== unspaced(right) && (left < 128 || right < 128);
/** Whether the unit is of a script that is written without blanks. */
export const isUnspaced = unspaced;

/** The line's text before `at`, at most `length` characters. */
export function lineBefore(text: string, at: number, length: number): string {
  const least = Math.max(0, at - length);
  let begin = at;
  while (begin > least && text.charCodeAt(begin - 1) !== 0x0a) begin -= 1;
  return begin === at ? "" : text.slice(begin, at);
}
