import type { Scan } from "#domain/extract/scan.ts";
import { sectionAt } from "#domain/extract/sections.ts";
import type { Kind } from "#domain/kinds/index.ts";

/** Joints between a label and its value: blanks, colons, quotes, bars of tables, up to two words ("JA3 client hash is"). */
const joint = String.raw`(?:[^a-z\d\n]{0,6}(?:hash(?:es)?|sha-?(?:1|256)|md5|fingerprint|client|server|value|key|id|digest|sum|string|is|was|of the file|full))?`;
const before = new RegExp(
  String.raw`(?<![a-z\d])(imp(?:ort )?[-_ ]?hash|authenti[-_ ]?hash|ja3s?|pgp|gpg|openpgp|pe[-_ ]?hash|impfuzzy|vhash|dhash|hassh|ja4\w?|rich(?:[-_ ]?(?:pe|header)){1,2}|symhash|telfhash|icon[-_ ]?hash|serial(?: number)?|uuid|guid|key fingerprint|fingerprint)${joint}${joint}[^a-z\d\n]{0,8}$`,
  "i",
);
const behind = /^["'`)\]]?\s{0,3}[-–—:|,(["'`]{1,3}\s{0,2}["'`]?(imphash|authentihash|ja3s?)(?![a-z\d])/i;

/** What a label says of a digest: a kind of its own, "other" for digests of no kind here, or nothing. */
export type Labelled = "imphash" | "authentihash" | "ja3" | "pgp" | "other" | undefined;

function meaning(label: string): Labelled {
  const word = label.toLowerCase().replace(/[-_ ]/gu, "");
  if (word.startsWith("imp") && word.endsWith("hash")) return "imphash";
  if (word === "authentihash") return "authentihash";
  if (word.startsWith("ja3")) return "ja3";
  if (/pgp|gpg|^keyfingerprint/u.test(word)) return "pgp";
  return word === "fingerprint" ? undefined : "other";
}

/** What stands at most 60 characters before or 24 behind a digest on its line, or over its list, says about it. */
export function labelOf(scan: Scan, from: number, to: number): Labelled {
  const { text } = scan;
  const left = lead(text, from);
  const found = left.length < 3 ? undefined : before.exec(left)?.[1];
  if (found !== undefined) return meaning(found);
  const next = text.charCodeAt(to);
  const after = next === 0x0a || next === 0x0d || Number.isNaN(next) ? undefined : behind.exec(text.slice(to, to + 24))?.[1];
  if (after !== undefined) return meaning(after);
  const kind: Kind | undefined = scan.sections.length === 0 ? undefined : sectionAt(scan.sections, from);
  return kind === "imphash" || kind === "authentihash" || kind === "ja3" || kind === "pgp" ? kind : undefined;
}

/** What stands before a value on its line, without tags; for a value alone on its line, the line above if it is no more than a label. */
function lead(text: string, from: number): string {
  const left = lineBefore(text, from, 60);
  if (left.includes("<")) return left.replace(/<\/?[a-z][^<>]{0,40}>/gi, " ");
  if (left.length > 4 || from - left.length < 2 || /[^\s`*|>-]/.test(left)) return left;
  const above = lineBefore(text, from - left.length - (text[from - left.length - 2] === "\r" ? 2 : 1), 40);
  return above.length < 32 && /^[^\d]*$/.test(above.replace(/ja[34]s?/i, "")) ? `${above} ` : left;
}

/** The line's text before `at`, at most `length` characters. */
export function lineBefore(text: string, at: number, length: number): string {
  const least = Math.max(0, at - length);
  let begin = at;
  while (begin > least && text.charCodeAt(begin - 1) !== 0x0a) begin -= 1;
  return begin === at ? "" : text.slice(begin, at);
}
