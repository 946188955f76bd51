import type { Written } from "#domain/codes/written.ts";
import type { At } from "#domain/primitives/result.ts";
import { type Args, has } from "../define.ts";
import { tails } from "../line/keys.ts";
import type { Tokens } from "../line/tokenize.ts";

/**
 * Where a text stands, and what it may hold: anything; of a value in quotation marks what is more than a protection alone; of
 * a note what is a protection only by its words ("only by hand").
 */
export type Text = At & { readonly mayHold: "anything" | "more" | "words" };
export const isBefore = (text: Text | undefined, at: At): boolean =>
  text !== undefined && (text.line < at.line || (text.line === at.line && text.to <= at.from));
/** Whether what is written there is part of that text and no option. */
export function holds(text: Text | undefined, at: At, { line, written }: { readonly line: string; readonly written: Written }): boolean {
  if (text?.line !== at.line || text.from > at.from || at.to > text.to) return false;
  if (text.mayHold === "more") return /[\p{L}\p{N}]/u.test(line.slice(text.from, at.from) + line.slice(at.to, text.to));
  if (text.mayHold === "anything" || written.by !== "key") return true;
  return (written.joint === "blanks" || written.joint === "apart") && written.key !== "tlp" && written.key !== "pap";
}

/** A text is quoted as a whole, or stands behind `note:` or `reason:`. */
export function textsIn(args: Args, tokens: Tokens, after: number): readonly Text[] {
  const all = [...tokens.first.slice(after), ...(has(args, "block") ? [] : tokens.below().flat())];
  const alone = all.filter(({ kind }) => kind === "word").length === 1;
  return all.flatMap((token): readonly Text[] => {
    if (token.kind === "word") return token.quoted && (has(args, "block") || alone) ? [{ ...token.at, mayHold: "more" }] : [];
    if (token.quoted) return [{ ...token.at, mayHold: "anything" }];
    return tails.has(token.key) ? [{ ...token.at, mayHold: args.tlp === undefined ? "anything" : "words" }] : [];
  });
}
