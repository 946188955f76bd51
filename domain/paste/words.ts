import { type Indicator, type Kind, parseIndicator } from "#domain/indicators/indicator.ts";
import { fail, type Result } from "#domain/primitives/result.ts";

/** A word and where it stands in its line. */
export interface Word {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}
/** What was read at a place of the line. */
export interface Placed {
  readonly at: number;
  readonly read: Result<Indicator>;
}

const noise = /^[-*•·–—|,;&+/=:"'`<>()[\]{}\p{Cf}\p{Default_Ignorable_Code_Point}]+$/u;
const bullet = /^\s*(?:[-*•·–—>]|\d{1,3}[.)])\s+/u;
const comment = /(?:^|\s)#(?:\s.*)?$/u;
/** A word with several URLs and no blanks between them: each may hold commas of its own. */
const nextUrl = /[,;|](?=[a-z][a-z*+]{2,9}(?:\[?:\]?\/\/|\[:\/\/\]))/iu;

/** The words of a line, without those that are only marks. */
export const wordsOf = (line: string): readonly Word[] =>
  [...line.matchAll(/\S+/gu)]
    .map((found) => ({ text: found[0], from: found.index, to: found.index + found[0].length }))
    .filter(({ text }) => !noise.test(text));

/** The line with blanks in place of `line[from…to)`, so that all else stays where it is. */
export const blanked = (line: string, from: number, to: number): string => line.slice(0, from) + " ".repeat(to - from) + line.slice(to);
/** The line without a list's mark at its start. */
export const unmarked = (line: string): string => blanked(line, 0, bullet.exec(line)?.[0].length ?? 0);
/** Where a comment begins; the line's length if there is none. */
export const commentAt = (line: string): number => comment.exec(line)?.index ?? line.length;

/** One value, or several with commas and no blanks between them; a URL may hold commas of its own. */
export function readWord(word: string, as?: Kind): readonly Result<Indicator>[] {
  const urls = word.split(nextUrl);
  if (urls.length > 1) return urls.flatMap((one) => readWord(one, as));
  const read = parseIndicator(word, as);
  if (read.ok || !/[,;|]/u.test(word)) return [read];
  const parts: Result<Indicator>[] = [];
  for (const part of word.split(/[,;|]/u).filter((one) => one !== "")) {
    const one = parseIndicator(part, as);
    if (!one.ok) return [read];
    parts.push(one);
  }
  return parts.length > 0 ? parts : [read];
}

const quotation = /["“„«]([^"“”„«»]{1,1000})["”“»]/gu;
/** Values in quotation marks that hold blanks, and the line without them. */
export function takeQuoted(line: string, as?: Kind): { readonly values: readonly Placed[]; readonly rest: string } {
  const values: Placed[] = [];
  let rest = "";
  let from = 0;
  for (const { 0: whole, 1: inner = "", index } of line.matchAll(quotation)) {
    if (!inner.includes(" ") || /[=(]/u.test(line[index - 1] ?? "")) continue;
    const read = parseIndicator(inner, as);
    if (!read.ok) continue;
    values.push({ at: index, read });
    rest += line.slice(from, index) + " ".repeat(whole.length);
    from = index + whole.length;
  }
  return { values, rest: rest + line.slice(from) };
}

/** A name whose end does not show. It is not clearly one of this kind. */
export const unclear = (typed: string, kind: Kind): Result<never> =>
  fail({
    code: "unreadable",
    typed: typed.length <= 80 ? typed : `${typed.slice(0, 80).toWellFormed()}…`,
    expected: kind,
    clearly: true,
    write: "quotation-marks",
  });
