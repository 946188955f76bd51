import { hitMessage } from "#domain/notices/hit-message.ts";
import { defineJob } from "./engine/define.ts";

/** A record lets other cases know more than before: tells those that met it, also those that have heard of the hit already. */
export const disclose = defineJob({
  job: "disclose",
  attempts: 5,
  backoffMs: 1_000,
  needs: ["hits"],
  run: async (indicatorId, { hits }, now) => (await hits.disclose(indicatorId, now)).map((side) => hitMessage(side.case, side.hit)),
});
