import type { Message } from "#domain/notices/message.ts";
import { defineJob } from "./engine/define.ts";

/** Finds the records of other cases that meet one indicator and tells both cases, each only what the other record allows. */
export const correlate = defineJob({
  job: "correlate",
  attempts: 5,
  backoffMs: 1_000,
  needs: ["hits"],
  busy: (indicatorIds, { hits }) => hits.mayMeet(indicatorIds),
  async run(indicatorId, { hits }, now) {
    const sides = await hits.correlate(indicatorId, now);
    return sides.map(
      ({ case: of, hit, codes }): Message => ({
        to: { case: of },
        notice: codes === undefined ? { type: "hit", ...hit } : { type: "hit-disclosed", codes, ...hit },
      }),
    );
  },
});
