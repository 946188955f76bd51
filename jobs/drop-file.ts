import { defineJob } from "./engine/define.ts";

/** Drops a file whose command nobody has confirmed. */
export const dropFile = defineJob({
  job: "drop-file",
  attempts: 10,
  backoffMs: 1_000,
  needs: ["receivedFiles"],
  async run(subject, { receivedFiles }, now) {
    await receivedFiles.expire(subject, now);
    return [];
  },
});
