import { defineEntity } from "@mikro-orm/postgresql";
import type { JobName } from "#domain/work.ts";
import { flat } from "../sealing/columns.ts";

/** One row: who may use the Matrix device. Its clock is the database's. */
export const LeaseRow = defineEntity({
  name: "LeaseRow",
  schema: "liaison",
  tableName: "lease",
  properties: { epoch: flat.bigint().primary().autoincrement(false), until: flat.time() },
});

/** Work that rows schedule: ids only, so nothing is sealed. */
export const WorkRow = defineEntity({
  name: "WorkRow",
  schema: "liaison",
  tableName: "work",
  properties: {
    id: flat.uuid().primary(),
    job: flat.text<JobName>(),
    /** Id of what the job is about. */
    subject: flat.uuid(),
    dueAt: flat.time(),
    attempts: flat.counter(0),
    doneAt: flat.time().nullable(),
    parked: flat.unset(),
  },
});

/** Kept by the ORM's migrator. */
export const MigrationRow = defineEntity({
  name: "MigrationRow",
  schema: "liaison",
  tableName: "migration",
  properties: { id: flat.integer().primary(), name: flat.text().columnType("varchar(255)"), executedAt: flat.time().defaultRaw("now()") },
});
