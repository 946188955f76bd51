import { defineEntity } from "@mikro-orm/postgresql";
import { flat, keyed, sealed } from "../sealing/columns.ts";

/** Commands that wait for their code; gone when it was typed, or has run out. */
export const Confirmation = defineEntity({
  name: "Confirmation",
  schema: "liaison",
  tableName: "confirmation",
  properties: {
    id: flat.uuid().primary(),
    /** Who is asked. */
    officerKey: keyed(),
    /** Officer and code, so that nobody else's code is found by it. */
    codeKey: keyed(),
    /** Whose key seals it; none: the coordination's. */
    caseId: flat.uuid().nullable(),
    expiresAt: flat.time(),
    /** Wrong codes that this officer typed while it waited. */
    wrong: flat.counter(0),
    body: sealed(),
  },
});
