import { refang, unbracket, unwrap } from "#domain/extract/refang/token.ts";
import { type Canonical, trusted } from "#domain/kinds/canonical.ts";
import type { KindDefinition } from "#domain/kinds/define.ts";
import { looksLikeHash } from "#domain/kinds/families/hash.ts";
import { type Kind, type Kinds, kinds, known } from "#domain/kinds/index.ts";
import type { Advice } from "#domain/primitives/advice.ts";
import type { Expected } from "#domain/primitives/expected.ts";
import { choice, type Reader } from "#domain/primitives/reader.ts";
import { fail, ok, type Result } from "#domain/primitives/result.ts";

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
const unreadable = (typed: string, expected: Expected, write: Advice) => fail({ code: "unreadable", typed: shown(typed), expected, write });

/** The typed text as each kind reads it; undefined if it is wrapped deeper than anybody writes. */
function textsOf(typed: string): (kind: KindDefinition) => string | undefined {
  // many kinds read alike: 100,000 lines of a file would otherwise be refanged dozens of times each
  const known = new Map<KindDefinition["reading"], string | undefined>();
  return ({ reading }) => {
    if (!known.has(reading)) known.set(reading, reading === "as-typed" ? typed : reading === "brackets" ? unbracket(typed) : refang(typed));
    return known.get(reading);
  };
}

/** What a disguise may be read into: brackets, and what looks like a second scheme. */
const mayTwist = /[[\](){}<>\\]|:\/\/.*(?::|\/\/)/u;

/**
 * What is shown of a value must read back as that value, or whoever types it again logs another one: where brackets inside it
 * would be taken for a disguise, it is what remains when they are. Undefined where that has no end.
 */
export function lasting(kind: KindDefinition<Kind>, canonical: Canonical): Canonical | undefined {
  let value = canonical;
  for (let round = 0; round < 4; round += 1) {
    if (kind.reading !== undefined || !mayTwist.test(value)) return value;
    const again = kind.canonicalise(textsOf(kind.defang(value))(kind) ?? "");
    if (again === value || again === undefined) return again;
    value = again;
  }
  return undefined;
}
function lastingValue(kind: KindDefinition<Kind>, text: string): Canonical | undefined {
  const value = kind.canonicalise(text);
  return value === undefined ? undefined : lasting(kind, value);
}

function readAs(typed: string, kind: KindDefinition<Kind>): Result<Indicator> {
  const text = textsOf(typed)(kind);
  const value = text === undefined ? undefined : lastingValue(kind, text);
  if (value !== undefined) return ok({ kind: kind.name, value });
  if (kind.misprinted?.(text ?? "")) return fail({ code: "check-digits", typed: shown(typed), expected: kind.name });
  const advice = kind.reading === "as-typed" || kind.looksLike(text ?? "") ? kind.advice?.(text ?? "") : undefined;
  return unreadable(typed, kind.name, advice ?? "keep-as-text");
}

/**
 * The indicator in one typed token, defanged or not. Without `as` its kind is found from the value, where it shows.
 * Faults: `unreadable` with what it seems to be meant as, `check-digits`, `ambiguous` for what may as well be of another kind.
 */
export function parseIndicator(typed: string, as?: Kind, { all, of }: Kinds = known): Result<Indicator> {
  if (typed.length > longestValue) return unreadable(typed, "indicator", { code: "at-most", what: "value", most: longestValue });
  if (as !== undefined) return readAs(typed, of(as));
  const textFor = textsOf(typed);
  for (const kind of all) {
    const text = textFor(kind) ?? "";
    if (kind.shows?.(text) === false) continue;
    const value = lastingValue(kind, text);
    if (value === undefined) continue;
    const others = kind.doubtful?.(text) ?? [];
    return others.length > 0 && unwrap(typed) === text
      ? fail({ code: "ambiguous", typed: shown(typed), choices: [kind.name, ...others].map((name) => `type:${name}`) })
      : ok({ kind: kind.name, value });
  }
  const found = all.map((kind) => ({ kind, text: textFor(kind) ?? "" }));
  const misprint = found.find(({ kind, text }) => kind.misprinted?.(text));
  if (misprint) return fail({ code: "check-digits", typed: shown(typed), expected: misprint.kind.name });
  const text = refang(typed) ?? "";
  if (looksLikeHash(text)) return unreadable(typed, "hash", { code: "digest", digits: text.length });
  const meant = found.find(({ kind, text }) => kind.looksLike(text));
  return meant
    ? unreadable(typed, meant.kind.name, meant.kind.advice?.(meant.text) ?? "keep-as-text")
    : unreadable(typed, "indicator", "keep-as-text");
}

/** Reads one value of any kind. */
export const indicator: Reader<Indicator> = {
  expects: "198.51.100.7 or evil[.]example",
  verbatim: true,
  read: (typed) => parseIndicator(typed),
};
/** Reads the name of a kind, for `type:`. */
export const kind: Reader<Kind> = choice("type", kinds);

/** An indicator from our own rows, written by an earlier parse; for storage only. */
export const storedIndicator = (kind: Kind, value: string): Indicator => ({ kind, value: trusted(value) });
