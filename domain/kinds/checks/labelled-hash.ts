import { defineHash } from "#domain/kinds/checks/hash.ts";
import type { KindDefinition } from "#domain/kinds/define.ts";

/** A kind whose values look like common digests: never found from the value alone. */
export const defineLabelledHash = <const N extends string>(hash: Parameters<typeof defineHash<N>>[0]): KindDefinition<N> => ({
  ...defineHash(hash),
  shows: () => false,
});
