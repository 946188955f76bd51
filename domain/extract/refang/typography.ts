import { isAlphanumeric } from "#domain/extract/characters.ts";
import type { Edit } from "#domain/extract/refang/edit.ts";
import { fileEndings, ratherFile } from "#domain/kinds/checks/file-endings.ts";
import { readDomain } from "#domain/kinds/domain.ts";
import { readIpv4 } from "#domain/kinds/ipv4.ts";

/** What typesetters, word processors and telephones write: hyphens and the minus sign, dashes that sentences and ranges have as well, apostrophes, blanks. */
const typeset: ReadonlyMap<number, "hyphen" | "dash" | "apostrophe" | "blank"> = new Map([
  ...[0x2010, 0x2011, 0x2043, 0x2212, 0x02d7, 0xfe63].map((code) => [code, "hyphen"] as const),
  ...[0x2012, 0x2013].map((code) => [code, "dash"] as const),
  ...[0x2018, 0x2019, 0x02bc].map((code) => [code, "apostrophe"] as const),
  ...[0xa0, 0x202f, 0x205f, ...Array.from({ length: 11 }, (_, step) => 0x2000 + step)].map((code) => [code, "blank"] as const),
]);

const blanks = /[\u00a0\u2000-\u200a\u202f\u205f]/gu;
/** With plain blanks in the place of others, which leaves everything where it was. */
export const withBlanks = (text: string): string => (blanks.test(text) ? text.replace(blanks, " ") : text);

const anyHyphen = /[\u2010-\u2013\u2043\u2212\u02d7\ufe63]/gu;
/** Dots that were made harmless. */
export const anyDot = /\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)/giu;
const before = /(?:\/\/)?[\p{L}\p{M}\p{N}._@[\](){}\u2010-\u2013\u2212-]{1,64}$/u;
const behind = /^[\p{L}\p{M}\p{N}._@[\](){}\u2010-\u2013\u2212-]{1,80}/u;
const mailbox = /^[\p{L}\p{M}\p{N}._%+'\u2019\u02bc-]{1,64}[[({]?(?:@|at[\])}])/u;

/** What typesetters, word processors and telephones put in the place of a hyphen, an apostrophe or a blank, where it is part of a value. */
export function typographyAt(text: string, at: number): Edit | undefined {
  const what = typeset.get(text.charCodeAt(at));
  if (what === undefined) return undefined;
  if (what === "blank") return { from: at, to: at + 1, put: " " };
  if (what === "hyphen") return isJoint(text, at - 1) && isJoint(text, at + 1) ? { from: at, to: at + 1, put: "-" } : undefined;
  if (what === "dash") return isInHost(text, at) ? { from: at, to: at + 1, put: "-" } : undefined;
  if (!isAlphanumeric(text, at - 1) || !isAlphanumeric(text, at + 1)) return undefined;
  const rest = text.slice(at + 1, at + 80);
  return /[@([{]/u.test(rest) && mailbox.test(rest) ? { from: at, to: at + 1, put: "'" } : undefined;
}

const isJoint = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return isAlphanumeric(text, at) || code === 0x2d || typeset.get(code) === "hyphen";
};

/** Whether a dash stands in the name of a host and not between two things: what is left of it is none by itself, what is right of it ends one. */
function isInHost(text: string, at: number): boolean {
  if (!isAlphanumeric(text, at - 1) || !isAlphanumeric(text, at + 1) || !mayBeName(text, at + 1)) return false;
  const left = plain(before.exec(text.slice(Math.max(0, at - 66), at))?.[0] ?? "");
  const right = plain(behind.exec(text.slice(at + 1, at + 81))?.[0] ?? "");
  const [box = "", host] = right.split("@");
  if (host !== undefined) return /^[\p{L}\p{M}\p{N}._-]+$/u.test(box);
  const name = (/^[\p{L}\p{M}\p{N}.-]+/u.exec(right)?.[0] ?? "").replace(/[.-]+$/u, "");
  const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  if (!left.startsWith("//") && (fileEndings.has(ending) || ratherFile.has(ending))) return false;
  const known = left.replace(/^\/\//u, "");
  if (readDomain(known) !== undefined || readIpv4(known) !== undefined) return false;
  return readDomain(name.includes(".") ? name : "") !== undefined;
}
/** Whether a dot, a bracket or a sign follows behind letters and a few dashes: most dashes stand in sentences. */
function mayBeName(text: string, from: number): boolean {
  let dashes = 0;
  for (let at = from; at < from + 64; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x2e || code === 0x5b || code === 0x28 || code === 0x7b || code === 0x40) return true;
    if (code === 0x2012 || code === 0x2013) dashes += 1;
    if (dashes > 6 || code <= 0x20 || Number.isNaN(code)) return false;
  }
  return false;
}
const plain = (written: string): string => written.replace(anyHyphen, "-").replace(anyDot, ".");
