import { defineEntity } from "@mikro-orm/postgresql";
import type { CaseRole } from "#domain/cases/case.ts";
import { flat, keyed, sealed } from "../sealing/columns.ts";

/** A case. Its counters are on this row: who numbers something locks it, cases in order of their ids. */
export const CaseFile = defineEntity({
  name: "CaseFile",
  schema: "liaison",
  tableName: "case_file",
  properties: {
    id: flat.uuid().primary(),
    year: flat.integer(),
    number: flat.integer(),
    state: flat.text<"open" | "closed">(),
    openedAt: flat.time(),
    wordsKey: keyed(),
    nextRecord: flat.integer(),
    nextHit: flat.integer(),
    nextJob: flat.counter(1),
    nextMeeting: flat.counter(1),
    nextAlert: flat.counter(1),
    nextTask: flat.counter(1),
    nextImport: flat.counter(1),
    body: sealed(),
  },
});

/** The last number that a case of this year got. */
export const CaseYear = defineEntity({
  name: "CaseYear",
  schema: "liaison",
  tableName: "case_year",
  properties: { year: flat.integer().primary().autoincrement(false), last: flat.integer() },
});

/** Who works on a case. */
export const CaseMember = defineEntity({
  name: "CaseMember",
  schema: "liaison",
  tableName: "case_member",
  properties: {
    caseId: flat.uuid().primary(),
    userKey: keyed().primary(),
    role: flat.text<CaseRole>(),
    until: flat.time().nullable(),
    invited: flat.flag(),
    addedAt: flat.time(),
    body: sealed(),
  },
});
