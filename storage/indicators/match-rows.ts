import { defineEntity } from "@mikro-orm/postgresql";
import type { Indicator } from "#domain/indicators/indicator.ts";
import { matchKeys } from "#domain/indicators/match-keys.ts";
import { flat, keyed } from "../sealing/columns.ts";
import type { Keyring } from "../sealing/keyring.ts";

/** What a record is found by from other cases: 16 bytes of HMAC-SHA-256 under the index key. */
export const MatchRow = defineEntity({
  name: "MatchRow",
  schema: "liaison",
  tableName: "match_row",
  properties: {
    matchKey: keyed().primary(),
    /** 0 is `self`, 1 is `parent`: two parents alone say nothing. */
    role: flat.integer().primary(),
    indicatorId: flat.uuid().primary(),
    caseId: flat.uuid(),
    keyVersion: flat.integer(),
  },
});

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
