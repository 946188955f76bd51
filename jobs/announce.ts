import { hitMessage } from "#domain/notices/hit-message.ts";
import { defineJob } from "./engine/define.ts";

/** A record counts again: tells the cases that met it and did not hear of it, each once. */
export const announce = defineJob({
  job: "announce",
  attempts: 5,
  backoffMs: 1_000,
  needs: ["hits"],
  run: async (indicatorId, { hits }, now) => (await hits.announce(indicatorId, now)).map((side) => hitMessage(side.case, side.hit)),
});
