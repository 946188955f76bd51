import { isAlphanumeric } from "#domain/extract/characters.ts";
import type { Edit } from "#domain/extract/refang/edit.ts";
import { readDomain } from "#domain/kinds/domain.ts";

/** Whether any separator is spelled out at all; most texts need not be looked at twice. */
export const spelledWords = /[ _-][dD][oO][tT][ _-]| at | AT |_at_|_AT_|@ |(?:xx|tt)ps?\/\/| \. /u;

/** Any way of writing a dot that stands between two labels. */
const joint = String.raw`(?:[ [({\\]{1,3}(?:\.|[dD][oO][tT])[ \])}]{0,3}|\.[\])}]{0,3}|[_-][dD][oO][tT][_-])`;
const label = String.raw`[\p{L}\p{N}-]`;
const ending = new RegExp(`${label}{2,63}(?:${joint}${label}{2,63}){0,4}`, "uy");
const place = new RegExp(`[\\p{L}\\p{N}_-]{1,63}(?:${joint}${label}{1,63}){1,5}`, "uy");
const literal = new RegExp(`\\[\\d{1,3}(?:${joint}\\d{1,3}){3}\\]`, "uy");
const quad = new RegExp(`(?<![\\p{L}\\p{N}])\\d{1,3}(?:${joint}\\d{1,3}){3}(?![\\p{L}\\p{N}])`, "u");
const between = new RegExp(joint, "u");
/** A dot that is a word. */
const inWords = /[ [({_-]dot[ \])}_-]/iu;
/** The same or one in brackets: the name as a whole was made harmless. */
const inDisguise = /[ [({_-]dot[ \])}_-]|\[\.\]|\(\.\)/iu;
/** Words before "dot" that make a sentence of it, not a name. */
const article = /(?:^|[^a-z])(?:a|an|the|this|that|one|every|each|no|noon|red|white|black|blue|green|polka|micro|second|first)$/i;
/** Words before "at" that make a sentence of it, not a mailbox. */
const verb =
  /(?:^|[^a-z])(?:it|us|me|you|them|is|was|are|were|look(?:s|ed|ing)?|aimed|arrived|available|domain|found|host(?:s|ed|ing)?|ip|located|meet|online|page|panel|point(?:s|ed|ing)|registered|reside[sd]?|seen|served?|server|site|starts|url|visit)$/i;
/** Top levels that end a name even with blanks around its dots; others are words of sentences as well ("works . in", "foo . bar"). */
const plainEnd =
  /^(?:com|net|org|info|biz|edu|gov|mil|int|onion|example|xyz|(?!am|as|at|be|by|de|do|es|et|go|in|is|it|la|li|me|my|ne|no|nu|pm|se|si|so|to|us)[a-z]{2})$/u;

const isKnownEnd = (name: string): boolean => readDomain(`x.${name}`) !== undefined;
/** The labels of the name that begins at `from`. */
function labelsFrom(text: string, from: number): readonly string[] {
  ending.lastIndex = from;
  return ending.exec(text)?.[0].split(between) ?? [];
}

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
  return isAlphanumeric(text, from - 1) && (isAlphanumeric(text, to) || text[to] === "[") ? { from, to } : undefined;
}

function spelledDot(text: string, at: number): Edit | undefined {
  const around = setOff(text, at, 3, "_-");
  if (around === undefined || article.test(text.slice(Math.max(0, around.from - 12), around.from))) return undefined;
  const rest = labelsFrom(text, around.to);
  // "api-dot-owl.appspot.com" is how one provider names hosts
  if (text[at - 1] === "-" && text[around.to + (rest[0]?.length ?? 0)] === ".") return undefined;
  const isName = rest.some(isKnownEnd) && isKnownEnd(rest.at(-1) ?? "");
  return isName || isInAddress(text, at) ? { ...around, put: "." } : undefined;
}

/** Whether the dot at `at` stands in four numbers that are an address. */
function isInAddress(text: string, at: number): boolean {
  const begin = Math.max(0, at - 36);
  const found = quad.exec(text.slice(begin, at + 40));
  return found !== null && begin + found.index < at && begin + found.index + found[0].length > at;
}

function spelledAtSign(text: string, at: number): Edit | undefined {
  const around = setOff(text, at, 2, "_");
  if (around === undefined) return undefined;
  const host = text[around.to] === "[" ? literal : place;
  host.lastIndex = around.to;
  const name = host.exec(text)?.[0];
  if (name === undefined || !(host === literal || isKnownEnd(name.split(between).at(-1) ?? ""))) return undefined;
  return isMailbox(text, at, around.from, name) ? { ...around, put: "@" } : undefined;
}

/**
 * "look at evil.example" and "hosted at evil[.]example" are sentences. In capitals, with its dots spelled out as well, or behind a
 * name of several parts it is an address.
 */
function isMailbox(text: string, at: number, end: number, host: string): boolean {
  const before = /[\p{L}\p{N}._+-]{1,64}$/u.exec(text.slice(Math.max(0, end - 64), end))?.[0] ?? "";
  if (verb.test(before)) return false;
  if (text[at - 1] === "_") return true;
  if (text.slice(at, at + 2) === "AT") return before !== before.toUpperCase() || inDisguise.test(host);
  return inWords.test(host) || (inDisguise.test(host) && /\p{L}[._+]\p{L}/u.test(before));
}

/** `user@ evil[.]example`: the blank is part of the disguise if the name is disguised as well. */
function looseAt(text: string, at: number): Edit | undefined {
  if (text[at + 1] !== " " || !isAlphanumeric(text, at - 1)) return undefined;
  place.lastIndex = at + 2;
  return inDisguise.test(place.exec(text)?.[0] ?? "") ? { from: at, to: at + 2, put: "@" } : undefined;
}

/** `evil . example`: a dot with a blank on both sides is no full stop. */
function spacedDot(text: string, at: number): Edit | undefined {
  const around = text[at - 1] === " " && text[at + 1] === " " ? { from: at - 1, to: at + 2 } : undefined;
  if (around === undefined || !isAlphanumeric(text, at - 2) || !isAlphanumeric(text, at + 2)) return undefined;
  const isNumber = /\.\d{1,3}$/u.test(text.slice(Math.max(0, at - 8), at - 1)) && /^\d{1,3}(?!\d)/u.test(text.slice(at + 2, at + 6));
  const last = labelsFrom(text, at + 2).at(-1) ?? "";
  const isName = plainEnd.test(last) && isKnownEnd(last);
  return isNumber || isName ? { ...around, put: "." } : undefined;
}

const colonless = /h(?:xx|tt)p(s?)\/\/(?=\w|\[[\da-f])/iy;
function missingColon(text: string, at: number): Edit | undefined {
  if (isAlphanumeric(text, at - 1)) return undefined;
  colonless.lastIndex = at;
  const read = colonless.exec(text);
  return read === null ? undefined : { from: at, to: at + read[0].length, put: `http${(read[1] ?? "").toLowerCase()}://` };
}
