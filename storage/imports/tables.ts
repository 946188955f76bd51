import { defineEntity } from "@mikro-orm/postgresql";
import { flat, sealed } from "../sealing/columns.ts";

/** A file whose values are logged in the background. */
export const ImportRow = defineEntity({
  name: "ImportRow",
  schema: "liaison",
  tableName: "import",
  properties: {
    id: flat.uuid().primary(),
    caseId: flat.uuid(),
    number: flat.integer(),
    state: flat.text<"running" | "done" | "cancelled">(),
    total: flat.integer(),
    done: flat.integer(),
    startedAt: flat.time(),
    endedAt: flat.time().nullable(),
    body: sealed(),
    progress: sealed(),
  },
});

/** Values of an import that are not logged yet; then, without them, the numbers of the records until these have met the others. */
export const ImportPortion = defineEntity({
  name: "ImportPortion",
  schema: "liaison",
  tableName: "import_portion",
  properties: {
    id: flat.uuid().primary(),
    importId: flat.uuid(),
    caseId: flat.uuid(),
    number: flat.integer(),
    rows: flat.integer(),
    body: sealed().nullable(),
    first: flat.integer().nullable(),
    last: flat.integer().nullable(),
  },
});

/** Hits of an import of which a case has yet to hear: a run of its own numbers. */
export const ImportMetRow = defineEntity({
  name: "ImportMetRow",
  schema: "liaison",
  tableName: "import_met",
  properties: {
    importId: flat.uuid().primary(),
    caseId: flat.uuid().primary(),
    first: flat.integer().primary(),
    last: flat.integer(),
    gave: flat.integer(),
  },
});
