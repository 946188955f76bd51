import type { Definition } from "#domain/kinds/define.ts";
import { networkKeys } from "#domain/kinds/traits/keys.ts";
import { network } from "#domain/kinds/traits/misp.ts";

/** What addresses and ranges have in common. */
export const networkTraits = {
  misp: { ...network("ip-dst"), warned: "ip ip-src" },
  keys: networkKeys,
  place: (value: string) => value,
} satisfies Partial<Definition<string>>;
