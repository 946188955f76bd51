import { type Canonical, keepAsText, trusted } from "#domain/kinds/define.ts";
import { hashAdvice, looksLikeHash } from "#domain/kinds/hash.ts";
import { all, type Kind, kindOf, kinds } from "#domain/kinds/index.ts";
import { choice, type Reader } from "#domain/reader.ts";
import { refang, unwrap } from "#domain/refang.ts";
import { fail, ok, type Result } from "#domain/result.ts";

export type { Canonical, Kind };
export { kinds };

/** A typed, normalised value. */
export interface Indicator {
  readonly kind: Kind;
  readonly value: Canonical;
}

/** Most UTF-16 units of a typed value. */
export const longestValue = 4096;

const shown = (typed: string): string => (typed.length <= 80 ? typed : `${typed.slice(0, 80).toWellFormed()}…`);
const unreadable = (typed: string, expected: string, write: string) => fail({ code: "unreadable", typed: shown(typed), expected, write });

function readAs(typed: string, as: Kind): Result<Indicator> {
  const kind = kindOf(as);
  const text = kind.onRequest ? typed : refang(typed);
  const value = text === undefined ? undefined : kind.canonicalise(text);
  if (value !== undefined) return ok({ kind: as, value });
  const advice = kind.onRequest || kind.looksLike(text ?? "") ? kind.advice?.(text ?? "") : undefined;
  return unreadable(typed, kind.label, advice ?? keepAsText);
}

/**
 * The indicator in one typed token, defanged or not. Without `as` its kind is found from the value; "text" only with it.
 * Faults: `unreadable` with what it seems to be meant as, `ambiguous` for a plain name that may as well be a file's.
 */
export function parseIndicator(typed: string, as?: Kind): Result<Indicator> {
  if (typed.length > longestValue) return unreadable(typed, "an indicator", `A value has at most ${longestValue} characters.`);
  if (as !== undefined) return readAs(typed, as);
  const text = refang(typed) ?? "";
  const found = all.filter((kind) => !("onRequest" in kind));
  for (const kind of found) {
    const value = kind.canonicalise(text);
    if (value === undefined) continue;
    if (kind.doubtful?.(text) && unwrap(typed) === text)
      return fail({ code: "ambiguous", typed: shown(typed), choices: [`type:${kind.name}`, "type:text"] });
    return ok({ kind: kind.name, value });
  }
  if (looksLikeHash(text)) return unreadable(typed, "a hash", hashAdvice(text));
  const meant = found.find((kind) => kind.looksLike(text));
  return meant ? unreadable(typed, meant.label, meant.advice?.(text) ?? keepAsText) : unreadable(typed, "an indicator", keepAsText);
}

/** Reads one value of any kind. */
export const indicator: Reader<Indicator> = { expects: "198.51.100.7 or evil[.]example", read: (typed) => parseIndicator(typed) };
/** Reads the name of a kind, for `type:`. */
export const kind: Reader<Kind> = choice("type", kinds);

/** An indicator from our own rows, written by an earlier parse; for storage only. */
export const storedIndicator = (kind: Kind, value: string): Indicator => ({ kind, value: trusted(value) });
