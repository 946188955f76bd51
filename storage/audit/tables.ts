import { defineEntity } from "@mikro-orm/postgresql";
import { flat, keyed, sealed } from "../sealing/columns.ts";

/** Insert-only: the role of the program may neither change nor remove a row. */
export const AuditRow = defineEntity({
  name: "AuditRow",
  schema: "liaison",
  tableName: "audit_entry",
  properties: {
    id: flat.uuid().primary(),
    at: flat.time(),
    action: flat.text(),
    outcome: flat.text(),
    actorKey: keyed().nullable(),
    caseId: flat.uuid().nullable(),
    eventId: flat.text().nullable(),
    /** HMAC-SHA-256 with the salt as key over the canonical JSON of the content. */
    commitment: keyed(),
  },
});

/** What an entry says, erasable: without it the entry proves that something was done and no longer what. */
export const AuditContent = defineEntity({
  name: "AuditContent",
  schema: "liaison",
  tableName: "audit_content",
  properties: {
    entryId: flat.uuid().primary(),
    content: sealed(),
    /** Without it nobody can guess a short content from the commitment. */
    salt: sealed(),
  },
});
