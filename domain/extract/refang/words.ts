import { isAlphanumeric } from "#domain/extract/characters.ts";
import type { Edit } from "#domain/extract/refang/edit.ts";
import { readDomain } from "#domain/kinds/domain.ts";

/** Whether any separator is spelled out at all; most texts need not be looked at twice. */
export const spelledWords = / dot | at | DOT | AT |_dot_|_at_|_DOT_|_AT_|-dot-|@ |(?:xx|tt)ps?\/\/| \. /u;

/** Any way of writing a dot that stands between two labels. */
const joint = String.raw`(?:[ [({\\]{1,3}(?:\.|dot|DOT)[ \])}]{0,3}|\.[\])}]{0,3}|_dot_|-dot-)`;
const label = String.raw`[\p{L}\p{N}-]`;
const ending = new RegExp(`${label}{2,63}(?:${joint}${label}{2,63}){0,4}`, "uy");
const place = new RegExp(`[\\p{L}\\p{N}_-]{1,63}(?:${joint}${label}{1,63}){1,5}`, "uy");
const between = new RegExp(joint, "u");
/** Words before "dot" that make a sentence of it, not a name. */
const article = /(?:^|[^a-z])(?:a|an|the|this|that|one|every|each|no|noon|red|white|black|blue|green|polka|micro|second|first)$/i;

const isKnownEnd = (name: string): boolean => readDomain(`x.${name}`) !== undefined;

/** ` dot `, ` DOT `, `-dot-`, `_dot_`, ` at `, ` AT `: separators as words, between what then is a name under a known top level. */
export function spelledAt(text: string, at: number): Edit | undefined {
  const word = text.slice(at, at + 3).toLowerCase();
  if (word.startsWith("h")) return missingColon(text, at);
  if (word.startsWith("@")) return looseAt(text, at);
  if (word.startsWith(".")) return spacedDot(text, at);
  if (word === "dot") return spelledDot(text, at);
  return word.startsWith("at") ? spelledAtSign(text, at) : undefined;
}

/** The place before the blanks (or one joint) left of the word, and after those right of it; undefined if it is not set off. */
function setOff(text: string, at: number, length: number, joints: string) {
  const left = text[at - 1] ?? "";
  const right = text[at + length] ?? "";
  if (left !== right || !(left === " " || joints.includes(left))) return undefined;
  const from = text[at - 2] === " " ? at - 2 : at - 1;
  const to = text[at + length + 1] === " " ? at + length + 2 : at + length + 1;
  return isAlphanumeric(text, from - 1) && isAlphanumeric(text, to) ? { from, to } : undefined;
}

function spelledDot(text: string, at: number): Edit | undefined {
  const around = setOff(text, at, 3, "_-");
  if (around === undefined || article.test(text.slice(Math.max(0, around.from - 12), around.from))) return undefined;
  ending.lastIndex = around.to;
  const rest = ending.exec(text)?.[0].split(between) ?? [];
  return rest.some(isKnownEnd) && isKnownEnd(rest.at(-1) ?? "") ? { ...around, put: "." } : undefined;
}

function spelledAtSign(text: string, at: number): Edit | undefined {
  const around = setOff(text, at, 2, "_");
  if (around === undefined) return undefined;
  place.lastIndex = around.to;
  const name = place.exec(text)?.[0];
  const last = name?.split(between).at(-1) ?? "";
  if (name === undefined || !isKnownEnd(last)) return undefined;
  // "look at evil.example" is a sentence; in capitals, or with another separator spelled out, it is an address
  const isMeant = text.slice(at, at + 2) === "AT" || text[at - 1] === "_" || /dot|\[\.\]|\(\.\)/i.test(name);
  return isMeant ? { ...around, put: "@" } : undefined;
}

/** `user@ evil[.]example`: the blank is part of the disguise if the name is disguised as well. */
function looseAt(text: string, at: number): Edit | undefined {
  if (text[at + 1] !== " " || !isAlphanumeric(text, at - 1)) return undefined;
  place.lastIndex = at + 2;
  return /\[\.\]|\(\.\)|dot/i.test(place.exec(text)?.[0] ?? "") ? { from: at, to: at + 2, put: "@" } : undefined;
}

/** `evil . example`: a dot with a blank on both sides is no full stop. */
function spacedDot(text: string, at: number): Edit | undefined {
  const around = text[at - 1] === " " && text[at + 1] === " " ? { from: at - 1, to: at + 2 } : undefined;
  if (around === undefined || !isAlphanumeric(text, at - 2) || !isAlphanumeric(text, at + 2)) return undefined;
  const isNumber = /\.\d{1,3}$/u.test(text.slice(Math.max(0, at - 8), at - 1)) && /^\d{1,3}(?!\d)/u.test(text.slice(at + 2, at + 6));
  ending.lastIndex = at + 2;
  const last = ending.exec(text)?.[0].split(".").at(-1) ?? "";
  return isNumber || (last === last.toLowerCase() && isKnownEnd(last)) ? { ...around, put: "." } : undefined;
}

const colonless = /h(?:xx|tt)p(s?)\/\/(?=[\w[])/iy;
function missingColon(text: string, at: number): Edit | undefined {
  if (isAlphanumeric(text, at - 1)) return undefined;
  colonless.lastIndex = at;
  const read = colonless.exec(text);
  return read === null ? undefined : { from: at, to: at + read[0].length, put: `http${(read[1] ?? "").toLowerCase()}://` };
}
