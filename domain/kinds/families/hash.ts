import { defineKind, type KindDefinition } from "#domain/kinds/define.ts";
import { asItIs } from "#domain/kinds/traits/defang.ts";
import type { Detect } from "#domain/kinds/traits/detection.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import type { Lifetime } from "#domain/kinds/traits/lifetime.ts";
import type { MispForm } from "#domain/kinds/traits/misp.ts";
import type { StixForm } from "#domain/kinds/traits/stix.ts";

const hex = /^[\da-f]+$/i;

/** Digests of files: the same file stays what it is. */
export const hashLifetime: Lifetime = { days: 1_825, speed: 0.5 };

/** What differs between digests. */
export interface Hash<N extends string> {
  readonly name: N;
  readonly label: string;
  readonly digits: number;
  readonly examples: readonly (readonly [string, string])[];
  /** Other names of its type, with blanks between them. */
  readonly types: string;
  readonly halfLife: Lifetime;
  readonly detect: Detect;
  readonly stix: StixForm;
  readonly misp: MispForm;
}

/** A kind for hexadecimal digests of one length (in digits). */
export const defineHash = <const N extends string>({ types, digits, ...hash }: Hash<N>): KindDefinition<N> =>
  defineKind({
    ...hash,
    rejects: ["a".repeat(digits - 1), "a".repeat(digits + 1), "g".repeat(digits), `0x${"a".repeat(digits - 2)}`],
    canonicalise: (text) => (text.length === digits && hex.test(text) ? text.toLowerCase() : undefined),
    looksLike: () => false,
    names: { types, headers: hashHeaders(hash.name) },
    keys: itself,
    defang: asItIs,
  });

/** How tables call the column of a digest. */
export const hashHeaders = (name: string): string => `${name} ${name}hash hash${name}`;

/** Hexadecimal text that is long enough to have been meant as a digest, of whatever length. */
export const looksLikeHash = (text: string): boolean => text.length >= 20 && hex.test(text);
