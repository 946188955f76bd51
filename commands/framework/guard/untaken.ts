import type { TypedCodes } from "#domain/codes/codes.ts";
import { foreignMarking } from "#domain/codes/foreign-markings.ts";
import { unmark } from "#domain/codes/markings.ts";
import { covers } from "#domain/codes/written.ts";
import { parseIndicator } from "#domain/indicators/indicator.ts";
import { type Failed, fail } from "#domain/primitives/result.ts";
import { fold } from "#domain/text/fold.ts";
import type { Tokens } from "../line/tokenize.ts";
import { type BareLabel, bareLabel, bareLabelsOn } from "./bare-labels.ts";
import type { Text } from "./texts.ts";

interface Left {
  readonly tokens: Tokens;
  /** Where the arguments begin on the own line. */
  readonly begin: number;
  /** What the parser took. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly texts: readonly Text[];
}

/** The key of a protection with its sign. */
const signed = /(?<![\p{L}\p{N}])(tlp|pap|h|share|cat|only)(\s{0,3}[:=](?!\/\/)\s{0,3})(\S{1,40})/giu;
/** The key of a protection with its sign, of which nothing was taken at all, whatever stands behind it. */
export function untakenKey({ tokens, begin, values, texts }: Left, where: "own" | "below"): Failed | undefined {
  const [own = "", ...below] = tokens.lines;
  const lines = where === "own" ? [own] : below;
  for (const [index, text] of lines.entries()) {
    const line = where === "own" ? 0 : index + 1;
    const from = line === 0 ? begin : 0;
    const folded = fold(text.slice(from), from);
    for (const { 0: found, 1: key = "", 2: sign = "", 3: said = "", index: start } of folded.text.matchAll(signed)) {
      const at = { line, ...folded.place(start, start + found.length) };
      const before = folded.text.slice(Math.max(0, start - 200), start);
      const isText = texts.some((one) => one.line === line && one.from <= at.from && at.to <= one.to);
      if (values[key.toLowerCase()] !== undefined || isText || /:\/\/\S*[?&/]$/u.test(before)) continue;
      const behind = folded.text.slice(start + found.length, start + found.length + 200);
      if (where === "below" && !isMeantBelow({ key: key.toLowerCase(), sign, said, before, behind, found })) continue;
      return fail({ code: "unknown-option", typed: text.slice(at.from, at.to) }, at);
    }
  }
  return undefined;
}

interface Signed {
  readonly key: string;
  readonly sign: string;
  readonly said: string;
  readonly before: string;
  readonly behind: string;
  readonly found: string;
}
/** Whether a key in a pasted text is that of a protection, and no word of a sentence, of a path or of a log's line. */
function isMeantBelow({ key, sign, said, before, behind, found }: Signed): boolean {
  if (/[\\/._-]$/u.test(before) || (key === "h" && /^[\\/]/u.test(said))) return false;
  const isMarking = key === "tlp" || key === "pap";
  // a marking is taken wherever it stands, another office's counts as the strictest
  if (isMarking) return unmark(found, {}) === found && foreignMarking(found) === undefined;
  // logs of security products have fields of these names
  if (sign.includes("=")) return key === "share" || key === "only";
  if (!/\s/u.test(sign)) return true;
  return (
    !isAmongWords({ before, behind }) && /^(?:[\p{L}\p{N}+]+|\p{P}?\p{L}+\p{P}?)$/u.test(said) && (key !== "h" || /^h?[0-3]/iu.test(said))
  );
}

/** Whether words of a sentence, which are no values, adjoin what stands between these. */
export const isAmongWords = ({ before, behind }: { readonly before: string; readonly behind: string }): boolean =>
  /(?:^|\s)\p{L}[\p{L}'’-]*\s+$/u.test(before) || /^\s+\p{L}[\p{L}'’-]*[.,;:!?]*(?:\s|$)/u.test(behind);

/** The key of a marking alone, whatever of its level was lost on the way: `TLP 🔴`. */
const keyAlone = /^[^\p{L}\p{N}]*(tlp|pap)[^\p{L}\p{N}]*$/iu;
function isKeyAlone(text: string, taken: TypedCodes): boolean {
  const [, key = ""] = keyAlone.exec(fold(text).text) ?? [];
  return key !== "" && (key.toLowerCase() === "tlp" ? taken.tlp : taken.pap) === undefined;
}

/** What stands among the values of the own line and is none, but a label, or a key of any language with its word: `red`, `partage:silencieux`. */
export function labelOnOwn({ first }: Tokens, taken: TypedCodes): Failed | undefined {
  for (const { kind, text, raw, at } of first) {
    if (kind !== "word") continue;
    const suggestion = (bareLabel(text) ?? bareLabelsOn(fold(text).text)[0])?.option;
    if (suggestion !== undefined || isKeyAlone(text, taken) || isUnknownKey(text))
      return fail({ code: "unknown-option", typed: raw, ...(suggestion !== undefined && { suggestion }) }, at);
  }
  return undefined;
}

const keyed = /^\p{L}{2,20}[:=]\p{L}{2,40}$/u;
function isUnknownKey(text: string): boolean {
  if (!keyed.test(text)) return false;
  const read = parseIndicator(text);
  return !read.ok && read.fault.code === "unreadable" && read.fault.expected === "indicator";
}

/** The key of a marking alone on a line below. */
export function keyBelow({ lines }: Tokens, taken: TypedCodes): Failed | undefined {
  const line = lines.findIndex((text, index) => index > 0 && isKeyAlone(text, taken));
  const typed = lines[line];
  return typed === undefined ? undefined : fail({ code: "unknown-option", typed }, { line, from: 0, to: typed.length });
}

const keyOf = ({ option }: BareLabel): string => option.slice(0, option.indexOf(":"));
/** Labels on the lines below, where a word of a sentence is none: `198.51.100.7 red`, `red` alone. */
export function labelBelow({ lines }: Tokens, taken: TypedCodes, values: Left["values"]): Failed | undefined {
  for (const [line, typed] of lines.entries()) {
    if (line === 0) continue;
    const folded = fold(typed);
    const label = bareLabelsOn(folded.text).find((one) => values[keyOf(one)] === undefined && !covers(taken, one));
    if (label !== undefined) {
      const at = { line, ...folded.place(label.from, label.to) };
      return fail({ code: "not-held", typed: typed.slice(at.from, at.to), option: label.option }, at);
    }
  }
  return undefined;
}
