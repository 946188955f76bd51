import { type Codes, categories, handlings, paps, settle, shares, type TypedCodes, tlps } from "#domain/codes/codes.ts";
import { isSilent } from "#domain/codes/lowering.ts";
import { type Marks, unmark } from "#domain/codes/markings.ts";
import { stricter } from "#domain/codes/strictest.ts";
import { covers, protectionsIn, type Written } from "#domain/codes/written.ts";
import { type At, type Failed, fail } from "#domain/primitives/result.ts";
import { fold } from "#domain/text/fold.ts";
import type { Args, Command } from "./define.ts";
import { tails } from "./line/keys.ts";
import type { Tokens } from "./line/tokenize.ts";

type Values = Readonly<Record<string, unknown>>;
interface Typed {
  readonly tokens: Tokens;
  /** How many pieces are noun and verb. */
  readonly after: number;
  /** What the parser took. */
  readonly values: Values;
  /** The case's, where there is one. */
  readonly own?: Codes | undefined;
}

/**
 * Stands between the parser and what a command does, and does not trust the parser: it looks in the folded text for whatever
 * reads like a protection, and ends the command if more stands there than holds. Quotation marks around a whole text say that it
 * is meant as one; for a pasted text, the option on the command's own line says what is meant.
 */
export function guard({ args, effect }: Pick<Command, "args" | "effect">, typed: Typed): Failed | undefined {
  if (effect === "reads") return undefined;
  const { tokens, after, values, own } = typed;
  const isBlock = has(args, "block");
  const taken = takenOf(values);
  const pasted = isBlock ? withMarkings(own ? settle(taken, own) : taken, tokens.lines.slice(1)) : taken;
  const texts = textsIn(args, tokens, after);
  let next = 0;
  const begin = tokens.first[after - 1]?.at.to ?? 0;
  for (const [line, text] of tokens.lines.entries()) {
    const from = line === 0 ? begin : 0;
    const folded = fold(text.slice(from), from);
    const isPasted = isBlock && line > 0;
    for (const written of protectionsIn(folded.text)) {
      const at = { line, ...folded.place(written.from, written.to) };
      while (isBefore(texts[next], at)) next += 1;
      if (covers(isPasted ? pasted : taken, written) || holds(texts[next], at, { line: text, written })) continue;
      const before = folded.text.slice(Math.max(0, written.from - 200), written.from);
      const behind = folded.text.slice(written.to, written.to + 200);
      const whole = folded.text.slice(written.from, written.to);
      if (!isMeant(args, written, { before, whole, behind, explicit: isPasted ? values : undefined })) continue;
      const shown = text.slice(at.from, at.to);
      return isPasted
        ? fail({ code: "not-held", typed: shown, option: written.option }, at)
        : fail({ code: "unknown-option", typed: shown, suggestion: written.option }, at);
    }
  }
  const lost = untaken(tokens, begin, { values, texts });
  if (lost !== undefined || !isBlock || values.type !== undefined) return lost;
  return bareLabel(tokens, withMarkings(taken, tokens.lines.slice(1)));
}

/** The key of a protection with its sign, of which nothing was taken at all, whatever stands behind it. */
const signed = /(?<![\p{L}\p{N}])(?:tlp|pap|h|share|cat|only)\s{0,3}[:=](?!\/\/)\s{0,3}\S{1,40}/giu;
function untaken(
  { lines: [own = ""] }: Tokens,
  begin: number,
  { values, texts }: { readonly values: Values; readonly texts: readonly Text[] },
): Failed | undefined {
  const folded = fold(own.slice(begin), begin);
  for (const { 0: found, index } of folded.text.matchAll(signed)) {
    const [key = ""] = found.toLowerCase().split(/[\s:=]/u);
    const at = { line: 0, ...folded.place(index, index + found.length) };
    const isText = texts.some(({ line, from, to }) => line === 0 && from <= at.from && at.to <= to);
    if (values[key] !== undefined || isText || /:\/\/\S*[?&/]$/u.test(folded.text.slice(Math.max(0, index - 200), index))) continue;
    return fail({ code: "unknown-option", typed: own.slice(at.from, at.to) }, at);
  }
  return undefined;
}

const has = (args: Args, form: string): boolean => Object.values(args).some((arg) => arg.form === form);

/** The codes among what the parser took. */
const takenOf = ({ tlp, pap, h, share, cat, only }: Values): TypedCodes => ({
  tlp: tlps.find((one) => one === tlp),
  pap: paps.find((one) => one === pap),
  handling: Array.isArray(h) ? handlings.filter((one) => h.includes(one)) : undefined,
  share: shares.find((one) => one === share),
  category: categories.find((one) => one === cat),
  only: Array.isArray(only) ? only.filter((one) => typeof one === "string") : undefined,
});

/** A marking in the pasted lines holds if it is stricter. */
function withMarkings(codes: TypedCodes, lines: readonly string[]): TypedCodes {
  const marks: Marks = {};
  for (const line of lines) unmark(line, marks);
  return {
    ...codes,
    ...(marks.tlp && { tlp: stricter(tlps, codes.tlp ?? marks.tlp, marks.tlp) }),
    ...(marks.pap && { pap: stricter(paps, codes.pap ?? marks.pap, marks.pap) }),
  };
}

/**
 * Where a text stands, and what it may hold: anything; of a value in quotation marks what is more than a protection alone; of
 * a note what is a protection only by its words ("only by hand").
 */
type Text = At & { readonly mayHold: "anything" | "more" | "words" };
const isBefore = (text: Text | undefined, at: At): boolean =>
  text !== undefined && (text.line < at.line || (text.line === at.line && text.to <= at.from));
function holds(text: Text | undefined, at: At, { line, written }: { readonly line: string; readonly written: Written }): boolean {
  if (text?.line !== at.line || text.from > at.from || at.to > text.to) return false;
  if (text.mayHold === "more") return /[\p{L}\p{N}]/u.test(line.slice(text.from, at.from) + line.slice(at.to, text.to));
  if (text.mayHold === "anything" || written.by !== "key") return true;
  return (written.joint === "blanks" || written.joint === "apart") && written.key !== "tlp" && written.key !== "pap";
}

/** A text is quoted as a whole, or stands behind `note:` or `reason:`. */
function textsIn(args: Args, tokens: Tokens, after: number): readonly Text[] {
  const all = [...tokens.first.slice(after), ...(has(args, "block") ? [] : tokens.below().flat())];
  const alone = all.filter(({ kind }) => kind === "word").length === 1;
  return all.flatMap((token): readonly Text[] => {
    if (token.kind === "word") return token.quoted && (has(args, "block") || alone) ? [{ ...token.at, mayHold: "more" }] : [];
    if (token.quoted) return [{ ...token.at, mayHold: "anything" }];
    return tails.has(token.key) ? [{ ...token.at, mayHold: args.tlp === undefined ? "anything" : "words" }] : [];
  });
}

/** At most 200 characters before and behind what was found. */
interface Around {
  readonly before: string;
  readonly whole: string;
  readonly behind: string;
  /** In a pasted text: the options that were typed above it. */
  readonly explicit?: Values | undefined;
}
/** Whether it is a protection and no other word. */
function isMeant(args: Args, written: Written, { explicit, ...around }: Around): boolean {
  const { key, joint, by, codes } = written;
  const isOption = args[key]?.form === "named";
  const isMarking = key === "tlp" || key === "pap";
  if (isInUrl(written, around.before)) return false;
  if (explicit === undefined) {
    // a text that is not quoted may hold such words by chance
    if (!has(args, "phrase")) return isOption || isMarking || (joint === "sign" && by === "key");
    if (by === "label" || joint === "apart") return false;
    return isOption || (by === "key" && (isMarking || joint === "sign"));
  }
  if (explicit[key] !== undefined || !(isOption || (isMarking && by === "key"))) return false;
  if (by === "label") return !/[\p{L}\p{N}]/u.test(around.before + around.behind);
  if (joint === "apart" || (codes.category !== undefined && !isSilent(codes.category))) return false;
  if (isMarking && by === "key") return true;
  // "Read only: no", "Share silent installations"
  const mayBeProse = joint === "blanks" || by === "slip" || (joint === "sign" && key === "only");
  const isCapital = (key === "only" ? /\p{Lu}$/u : /^\P{Ll}*$/u).test(around.whole);
  return isCapital || !(mayBeProse && isAmongWords(around));
}

/** In a path or a query of a URL. */
const isInUrl = ({ joint }: Written, before: string): boolean =>
  joint === "sign" ? /:\/\/\S*[?&/]$/u.test(before) : /:\/\/\S*$/u.test(before);

const isAmongWords = ({ before, behind }: Pick<Around, "before" | "behind">): boolean =>
  /(?:^|\s)\p{L}+\s+$/u.test(before) || /^\s+\p{L}+/u.test(behind);

/** What stands among values and is none, but a label: `198.51.100.7 red`. */
const labels: ReadonlyMap<string, string> = new Map([
  ...["red", "amber", "amber+strict"].map((label) => [label, `tlp:${label}`] as const),
  ["strict", "tlp:amber+strict"],
  ["silent", "share:silent"],
  ...["victim", "minor"].map((label) => [label, `cat:${label}`] as const),
  ...handlings.slice(1).map((label) => [label.toLowerCase(), `h:${label}`] as const),
]);
/** The key of a marking alone, whatever of its level was lost on the way: `TLP 🔴`. */
const keyAlone = /^[^\p{L}\p{N}]*(tlp|pap)[^\p{L}\p{N}]*$/iu;
function bareLabel({ first, lines }: Tokens, taken: TypedCodes): Failed | undefined {
  const isLost = (text: string): boolean => {
    const [, key = ""] = keyAlone.exec(fold(text).text) ?? [];
    return key !== "" && (key.toLowerCase() === "tlp" ? taken.tlp : taken.pap) === undefined;
  };
  for (const { kind, quoted, text, raw, at } of first) {
    if (kind !== "word" || quoted) continue;
    const suggestion = labels.get(text.toLowerCase().replace(/^[^a-z]+|[^a-z\d]+$/gu, ""));
    if (suggestion !== undefined || isLost(text))
      return fail({ code: "unknown-option", typed: raw, ...(suggestion !== undefined && { suggestion }) }, at);
  }
  const line = lines.findIndex((text, index) => index > 0 && isLost(text));
  const typed = lines[line];
  return typed === undefined ? undefined : fail({ code: "unknown-option", typed }, { line, from: 0, to: typed.length });
}
