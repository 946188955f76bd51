import { hitMessages } from "#domain/notices/hit-message.ts";
import { defineJob } from "./engine/define.ts";

/** Lets one portion of an import meet the other cases, and after the last one tells each case once. */
export const correlateImport = defineJob({
  job: "correlate-import",
  attempts: 8,
  backoffMs: 1_000,
  needs: ["imports"],
  run: async (portion, { imports }, now) => (await imports.meet(portion, now)).flatMap((met) => hitMessages(met.case, met)),
});
