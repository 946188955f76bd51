import { defineEntity } from "@mikro-orm/postgresql";
import { flat, sealed } from "../sealing/columns.ts";

/** A batch of questions to the sources. */
export const EnrichmentJob = defineEntity({
  name: "EnrichmentJob",
  schema: "liaison",
  tableName: "enrichment_job",
  properties: {
    id: flat.uuid().primary(),
    caseId: flat.uuid(),
    number: flat.integer(),
    state: flat.text<"waiting" | "done">(),
    askedAt: flat.time(),
    doneAt: flat.time().nullable(),
    body: sealed(),
    outcome: sealed().nullable(),
  },
});

/** What one source last said of a record. */
export const EnrichmentFinding = defineEntity({
  name: "EnrichmentFinding",
  schema: "liaison",
  tableName: "enrichment_finding",
  properties: { indicatorId: flat.uuid().primary(), source: flat.text().primary(), at: flat.time(), body: sealed() },
});
