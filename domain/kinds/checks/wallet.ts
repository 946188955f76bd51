import { defineKind, type KindDefinition } from "#domain/kinds/define.ts";

/** A kind for addresses of one currency: `shape` says what is meant as one, `canonicalise` holds it against its checksum. */
export const defineWallet = <const N extends string>(wallet: {
  readonly name: N;
  readonly label: string;
  readonly examples: readonly (readonly [string, string])[];
  readonly rejects: readonly string[];
  readonly shape: RegExp;
  canonicalise(text: string): string | undefined;
}): KindDefinition<N> => {
  const { shape, ...rest } = wallet;
  const read = (text: string) => (shape.test(text) ? wallet.canonicalise(text) : undefined);
  const misprinted = (text: string) => shape.test(text) && wallet.canonicalise(text) === undefined;
  return defineKind({ ...rest, canonicalise: read, looksLike: misprinted, misprinted });
};
