import type { Message } from "#domain/notices/message.ts";
import { defineJob } from "./engine/define.ts";

/** A record is silent no more: tells the cases that it met before, each once. */
export const announce = defineJob({
  job: "hear",
  attempts: 5,
  backoffMs: 1_000,
  needs: ["hits"],
  async run(indicatorId, { hits }) {
    const sides = await hits.announce(indicatorId);
    return sides.map(
      ({ case: of, hit, codes }): Message => ({
        to: { case: of },
        notice: codes === undefined ? { type: "hit", ...hit } : { type: "hit-disclosed", codes, ...hit },
      }),
    );
  },
});
