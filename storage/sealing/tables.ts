import { defineEntity } from "@mikro-orm/postgresql";
import { flat, sealed } from "./columns.ts";

/** Data keys, wrapped by the master key. In a schema of its own, which ordinary backups leave out. */
export const DataKey = defineEntity({
  name: "DataKey",
  schema: "keyring",
  tableName: "data_key",
  properties: {
    id: flat.uuid().primary(),
    /** `coordination`, `case`, `lookup` or `match`. */
    scope: flat.text(),
    caseId: flat.uuid().nullable(),
    version: flat.integer(),
    wrapped: sealed(),
    createdAt: flat.time(),
  },
});
