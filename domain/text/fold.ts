import { lookAlike } from "#domain/text/look-alikes.ts";

/**
 * A text as it is recognised: every disguise of a character of ASCII is that character, every blank is one space, and what does
 * not show is gone. Only for telling nouns, verbs, keys and labels; a value is read from the text as typed, where a homograph
 * stays what it is.
 */
export interface Folded {
  readonly text: string;
  /** Where `text.slice(from, to)` was typed, in UTF-16 units. */
  place(from: number, to: number): { readonly from: number; readonly to: number };
}

const plain = /^[\x20-\x7e]*$/u;
const blank = /[\s\p{Z}\u0085\u2800]/u;
/** Controls, directions, joiners, fillers, and the marks that sit on a letter. */
const unseen = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Mn}\p{Me}]/gu;
const digit = /\p{Nd}/u;

/** Folds one line; `offset` is where it begins in the text that places are counted in. Linear. */
export function fold(typed: string, offset = 0): Folded {
  if (plain.test(typed)) return { text: typed, place: (from, to) => ({ from: from + offset, to: to + offset }) };
  const starts: number[] = [];
  const ends: number[] = [];
  let text = "";
  let at = offset;
  for (const character of typed) {
    const shown = shownAs(character);
    for (let unit = 0; unit < shown.length; unit++) {
      starts.push(at);
      ends.push(at + character.length);
    }
    text += shown;
    at += character.length;
  }
  return { text, place: (from, to) => ({ from: starts[from] ?? at, to: to > from ? (ends[to - 1] ?? at) : (starts[from] ?? at) }) };
}

const known = new Map<string, string>();

function shownAs(character: string): string {
  if (character < "\x7f" && character >= " ") return character;
  const before = known.get(character);
  if (before !== undefined) return before;
  const shown = unfolded(character);
  // as many as anybody types, and no more than a text of all characters could make of it
  if (known.size < 4_096) known.set(character, shown);
  return shown;
}

function unfolded(character: string): string {
  const twin = lookAlike.get(character);
  if (twin !== undefined) return twin;
  if (blank.test(character) && character !== "\ufeff") return " ";
  const enclosed = letterIn(character.codePointAt(0) ?? 0);
  if (enclosed !== undefined) return enclosed;
  // one that stands for several words, or for a blank with a mark on it, is no blank: nothing is parted inside of a character
  const shown = Array.from(character.normalize("NFKD").replace(unseen, ""), ofAscii).join("");
  return shown.includes(" ") ? shown.replaceAll(" ", "") || character : shown;
}

/** A part of what a character was taken apart into. */
function ofAscii(part: string): string {
  if (blank.test(part)) return " ";
  if (!digit.test(part)) return lookAlike.get(part) ?? part;
  // every script has its ten digits one after the other, and those of ASCII begin at a multiple of 16
  let zero = part.codePointAt(0) ?? 0;
  while (zero > 0x30 && digit.test(String.fromCodePoint(zero - 1)) && (part.codePointAt(0) ?? 0) - zero < 9) zero -= 1;
  return String((part.codePointAt(0) ?? 0) - zero);
}

/** Letters in circles and squares that Unicode takes for pictures, and those of which flags are made. */
const enclosures = [0x1f150, 0x1f170, 0x1f1e6] as const;
function letterIn(code: number): string | undefined {
  const first = enclosures.find((start) => code >= start && code < start + 26);
  return first === undefined ? undefined : String.fromCharCode(0x41 + code - first);
}
