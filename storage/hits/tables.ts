import { defineEntity } from "@mikro-orm/postgresql";
import { flat } from "../sealing/columns.ts";

/** Two records that met. Ids and numbers only; what may be shown is read from the records each time. */
export const HitRow = defineEntity({
  name: "HitRow",
  schema: "liaison",
  tableName: "hit",
  properties: { id: flat.uuid().primary(), firstId: flat.uuid(), secondId: flat.uuid(), same: flat.flag(), at: flat.time() },
});

/** What a hit is for one of its two cases. */
export const HitSide = defineEntity({
  name: "HitSide",
  schema: "liaison",
  tableName: "hit_side",
  properties: {
    hitId: flat.uuid().primary(),
    caseId: flat.uuid().primary(),
    /** None where the other record is silent: a gap in the numbers would tell of it. */
    number: flat.integer().nullable(),
    ownId: flat.uuid(),
    otherId: flat.uuid(),
    side: flat.text<"holder" | "asker">(),
  },
});
