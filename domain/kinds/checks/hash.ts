import { defineKind, type KindDefinition, keepAsText } from "#domain/kinds/define.ts";

const hex = /^[\da-f]+$/i;

/** A kind for hexadecimal digests of one length (in digits). */
export const defineHash = <const N extends string>(hash: {
  readonly name: N;
  readonly label: string;
  readonly digits: number;
  readonly examples: readonly (readonly [string, string])[];
}): KindDefinition<N> =>
  defineKind({
    ...hash,
    rejects: ["a".repeat(hash.digits - 1), "a".repeat(hash.digits + 1), "g".repeat(hash.digits), `0x${"a".repeat(hash.digits - 2)}`],
    canonicalise: (text) => (text.length === hash.digits && hex.test(text) ? text.toLowerCase() : undefined),
    looksLike: () => false,
  });

/** Hexadecimal text that is long enough to have been meant as a digest, of whatever length. */
export const looksLikeHash = (text: string): boolean => text.length >= 20 && hex.test(text);
/** Said of a digest of no known length. */
export const hashAdvice = (text: string): string =>
  `It has ${text.length} digits; MD5 has 32, SHA-1 40, SHA-256 64, SHA-512 128. ${keepAsText}`;
