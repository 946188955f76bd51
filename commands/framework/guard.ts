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
      if (covers(isPasted ? pasted : taken, written) || holds(texts[next], at, written)) continue;
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
  return isBlock && values.type === undefined ? bareLabel(tokens) : undefined;
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
function holds(text: Text | undefined, at: At, { isLoose, codes }: Written): boolean {
  if (text?.line !== at.line || text.from > at.from || at.to > text.to) return false;
  if (text.mayHold === "more") return text.to - text.from > at.to - at.from + 2;
  return text.mayHold === "anything" || (isLoose && codes.tlp === undefined && codes.pap === undefined);
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

/** What was found, and at most 200 characters before and behind it. */
interface Around {
  readonly before: string;
  readonly whole: string;
  readonly behind: string;
  /** In a pasted text: the options that were typed above it. */
  readonly explicit?: Values | undefined;
}
/** Whether it is a protection and no other word. */
function isMeant(args: Args, { option, isLoose, codes }: Written, { explicit, ...around }: Around): boolean {
  const [key = ""] = option.split(":");
  if (explicit?.[key] !== undefined) return false;
  const isSigned = /[:=|]/u.test(around.whole);
  if (key === "tlp" || key === "pap") return isSigned || !/:\/\/\S*$/u.test(around.before);
  if (args[key]?.form !== "named") return false;
  if (explicit === undefined) return true;
  if (codes.category !== undefined && !isSilent(codes.category)) return false;
  // "Read only: no", "Share silent installations"
  const isProse =
    (isLoose || (codes.only !== undefined && /\s/u.test(around.whole))) &&
    (/(?:^|\s)\p{L}+\s+$/u.test(around.before) || /^\s+\p{L}+/u.test(around.behind));
  return !isProse;
}

/** What stands among values and is none, but a label: `198.51.100.7 red`. */
const labels: ReadonlyMap<string, string> = new Map([
  ...["red", "amber", "amber+strict"].map((label) => [label, `tlp:${label}`] as const),
  ["strict", "tlp:amber+strict"],
  ["silent", "share:silent"],
  ...["victim", "minor"].map((label) => [label, `cat:${label}`] as const),
  ...handlings.slice(1).map((label) => [label.toLowerCase(), `h:${label}`] as const),
]);
function bareLabel({ first }: Tokens): Failed | undefined {
  for (const { kind, quoted, text, raw, at } of first) {
    const suggestion = kind === "word" && !quoted ? labels.get(text.toLowerCase().replace(/^[^a-z]+|[^a-z\d]+$/gu, "")) : undefined;
    if (suggestion !== undefined) return fail({ code: "unknown-option", typed: raw, suggestion }, at);
  }
  return undefined;
}
