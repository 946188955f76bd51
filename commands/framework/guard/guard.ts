import { type Codes, categories, handlings, paps, settle, shares, type TypedCodes, tlps } from "#domain/codes/codes.ts";
import { isSilent } from "#domain/codes/lowering.ts";
import { type Marks, unmark } from "#domain/codes/markings.ts";
import { stricter } from "#domain/codes/strictest.ts";
import { covers, protectionsIn, type Written } from "#domain/codes/written.ts";
import { type Failed, fail } from "#domain/primitives/result.ts";
import { fold } from "#domain/text/fold.ts";
import { type Args, type Command, has } from "../define.ts";
import type { Tokens } from "../line/tokenize.ts";
import { holds, isBefore, textsIn } from "./texts.ts";
import { isAmongWords, keyBelow, labelBelow, labelOnOwn, untakenKey } from "./untaken.ts";

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
  const left = { tokens, begin, values, texts };
  if (!isBlock || values.type !== undefined) return untakenKey(left, "own");
  const marked = withMarkings(taken, tokens.lines.slice(1));
  return (
    untakenKey(left, "own") ??
    untakenKey(left, "below") ??
    labelOnOwn(tokens, marked) ??
    keyBelow(tokens, marked) ??
    labelBelow(tokens, pasted, values)
  );
}

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
