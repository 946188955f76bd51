declare const canonical: unique symbol;
/** Refanged, normalised, validated; applying the normalisation twice changes nothing. Only this file makes one. */
export type Canonical = string & { readonly [canonical]: true };

/** The way out for every value of no kind, as a fault's `write`. */
export const keepAsText = "To keep it as text: type:text";

/** What a kind's own file says of it; the table test runs `examples` and `rejects`. */
interface Definition<N extends string> {
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
  advice?(text: string): string | undefined;
  /** Names of the other kinds that a text of this kind as likely is: asked about when it was typed plainly and without `type:`. */
  doubtful?(text: string): readonly string[];
  /** Where given, the kind is found from the value only if this is true; `type:` takes more than what shows by itself. */
  shows?(text: string): boolean;
  /** True for text in the form of this kind whose check digits do not match. */
  misprinted?(text: string): boolean;
  /** What happens to typed text before it is read: all of `refang` (if left out), only brackets around dots, or nothing. */
  readonly reading?: "brackets" | "as-typed";
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

/** A value that was canonical when our own row was written; for storage only. */
// the brand has no other source than this file
export const trusted = (value: string): Canonical => value as Canonical;
