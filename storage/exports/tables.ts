import { defineEntity } from "@mikro-orm/postgresql";
import { flat, sealed } from "../sealing/columns.ts";

/** A file that was asked for: by whom, why, what was inside and by whose permission, all sealed. */
export const ExportRow = defineEntity({
  name: "ExportRow",
  schema: "liaison",
  tableName: "export",
  properties: {
    id: flat.uuid().primary(),
    caseId: flat.uuid(),
    askedAt: flat.time(),
    endedAt: flat.time().nullable(),
    body: sealed(),
    /** Absent: no file came of it. */
    outcome: sealed().nullable(),
  },
});
