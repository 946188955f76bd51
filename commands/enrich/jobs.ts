import { ok } from "#domain/primitives/result.ts";
import { defineCommand } from "../framework/define.ts";

/** Batches in one answer. */
const most = 20;

export const enrichJobs = defineCommand({
  name: "enrich jobs",
  summary: "What the sources were asked in this case, and what came of it.",
  where: "case",
  permission: "read",
  effect: "reads",
  args: {},
  needs: ["enrichment"],
  nounDefault: true,
  suggestFor: ["list", "status", "queue"],
  examples: ["enrich jobs"],
  run: async ({ here, enrichment }) =>
    ok({ answer: { type: "enrichment-jobs", ...(await enrichment.list(here.case, most)), codes: here.codes } }),
});
