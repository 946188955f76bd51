import { hitMessage } from "#domain/notices/hit-message.ts";
import { defineJob } from "./engine/define.ts";

/** Finds the records of other cases that meet one indicator and tells both cases, each only what the other record allows. */
export const correlate = defineJob({
  job: "correlate",
  attempts: 5,
  backoffMs: 1_000,
  needs: ["hits"],
  hasWork: (indicatorIds, { hits }) => hits.mayMeet(indicatorIds),
  run: async (indicatorId, { hits }, now) => (await hits.correlate(indicatorId, now)).map((side) => hitMessage(side.case, side.hit)),
});
