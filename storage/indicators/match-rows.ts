import type { Indicator } from "#domain/indicators/indicator.ts";
import { matchKeys } from "#domain/indicators/match-keys.ts";
import type { Keyring } from "../sealing/keyring.ts";

/** Version of the index key that the rows of today are made with. */
export const indexKeyVersion = 1;

export interface MatchValue {
  readonly key: Buffer;
  readonly role: 0 | 1;
}

/** The match rows of one value. */
export function matchValues(keys: Keyring, indicator: Indicator): readonly MatchValue[] {
  const { self, parents } = matchKeys(indicator);
  return [
    ...[...new Set(self)].map((text) => ({ key: keys.match(text), role: 0 as const })),
    ...[...new Set(parents)].map((text) => ({ key: keys.match(text), role: 1 as const })),
  ];
}
