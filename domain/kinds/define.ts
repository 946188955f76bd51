import { type Canonical, trusted } from "#domain/kinds/canonical.ts";
import type { Detect } from "#domain/kinds/traits/detection.ts";
import type { MatchKeys } from "#domain/kinds/traits/keys.ts";
import type { LeftOut } from "#domain/kinds/traits/left-out.ts";
import type { Lifetime, lasting } from "#domain/kinds/traits/lifetime.ts";
import type { MispForm } from "#domain/kinds/traits/misp.ts";
import type { Names } from "#domain/kinds/traits/names.ts";
import type { StixForm } from "#domain/kinds/traits/stix.ts";
import type { Advice } from "#domain/primitives/advice.ts";

/** All that is known of a kind: its own file says it, everything else follows. The table test runs `examples` and `rejects`. */
export interface Definition<N extends string> {
  /** As typed after `type:` and shown in answers. */
  readonly name: N;
  /** Reads on after "is not": "an IPv4 address". */
  readonly label: string;
  /** What is typed, defanged or not, and its canonical form. */
  readonly examples: readonly (readonly [typed: string, canonical: string])[];
  /** What is not of this kind, not even with `type:`. */
  readonly rejects: readonly string[];
  /** The canonical form of refanged text (at most 4,096 characters); undefined if it is not of this kind. */
  canonicalise(text: string): string | undefined;
  /** True for text that was meant as this kind, so that a fault names it. */
  looksLike(text: string): boolean;
  /** What to write instead of a text that looks like this kind and is none. */
  advice?(text: string): Advice | undefined;
  /** Names of the other kinds that a text of this kind as likely is: asked about when it was typed plainly and without `type:`. */
  doubtful?(text: string): readonly string[];
  /** Where given, the kind is found from the value only if this is true; `type:` takes more than what shows by itself. */
  shows?(text: string): boolean;
  /** True for text in the form of this kind whose check digits do not match. */
  misprinted?(text: string): boolean;
  /** What happens to typed text before it is read: all of `refang` (if left out), only brackets around dots, or nothing. */
  readonly reading?: "brackets" | "as-typed";
  /** How it is found in running text. */
  readonly detect: Detect;
  /** A value in a running text may be longer than 4,096 characters. */
  readonly long?: true;
  /** What others call it, in files and tables. */
  readonly names: Names;
  /** How soon a record of it is worth nothing, counted from when it was last seen. */
  readonly halfLife: Lifetime | typeof lasting;
  /** How it stands in STIX 2.1, both ways. */
  readonly stix: StixForm;
  /** How it stands in MISP, both ways. */
  readonly misp: MispForm;
  /** What a value is found by in other cases; each list is without repeats, and no key is in both. */
  keys(value: string, name: string): MatchKeys;
  /** Where it is, if it is at a place: the name, address or range that warning lists of such are held against. */
  place?(value: string): string;
  /** What reading `text` as `value` dropped that somebody may miss. */
  leftOut?(text: string, value: string): readonly LeftOut[];
  /**
   * Where values hold blanks, how pasted ones are told apart: groups of digits; a name, of which several stand on a line only if
   * each shows by itself; all of a line; all of a line with the markings in it; all lines together. Left out: by blanks.
   */
  readonly blanks?: "groups" | "name" | "line" | "marked-line" | "lines";
  /**
   * How a view shows a value: no client makes a link of it, and it can be typed back as it is shown (except where reading is
   * "as-typed", so that it is never refanged).
   */
  defang(value: string): string;
}

/** A declared kind. */
export interface KindDefinition<N extends string = string> extends Omit<Definition<N>, "canonicalise"> {
  /** The canonical value, or undefined if the text is not of this kind. */
  canonicalise(text: string): Canonical | undefined;
}

/** Makes a kind of its declaration: one file per kind, one line in `index.ts`. */
export const defineKind = <const N extends string>(definition: Definition<N>): KindDefinition<N> => ({
  ...definition,
  canonicalise: (text) => {
    const value = definition.canonicalise(text);
    return value === undefined ? undefined : trusted(value);
  },
});
