import type { KindDefinition } from "#domain/kinds/define.ts";
import { defineHash, type Hash } from "#domain/kinds/families/hash.ts";

/** A kind whose values look like common digests: never found from the value alone. */
export const defineLabelledHash = <const N extends string>(hash: Hash<N>): KindDefinition<N> => ({
  ...defineHash(hash),
  shows: () => false,
});
