import { defineEntity } from "@mikro-orm/postgresql";
import type { Changeable } from "#domain/indicators/change.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import { flat, keyed, sealed } from "../sealing/columns.ts";

/** An officer holds a record for a false positive; at most one open mark of each officer on each record. */
export const IndicatorDoubt = defineEntity({
  name: "IndicatorDoubt",
  schema: "liaison",
  tableName: "indicator_doubt",
  properties: {
    id: flat.uuid().primary(),
    indicatorId: flat.uuid(),
    userKey: keyed(),
    at: flat.time(),
    /** It was seen after that. */
    endedAt: flat.time().nullable(),
    body: sealed(),
  },
});

/** What of a record was changed. */
export const IndicatorChange = defineEntity({
  name: "IndicatorChange",
  schema: "liaison",
  tableName: "indicator_change",
  properties: { id: flat.uuid().primary(), indicatorId: flat.uuid(), at: flat.time(), body: sealed() },
});

export interface DoubtBody {
  readonly by: UserId;
  readonly note?: string;
}
export interface ChangeBody {
  readonly by: UserId;
  readonly was: Partial<Changeable>;
  readonly now: Partial<Changeable>;
}

/** The cell of what happened to a record. */
export const eventCell = (table: "sighting" | "indicator_doubt" | "indicator_change", row: string) => ({
  table: `liaison.${table}`,
  column: "body",
  row,
});
