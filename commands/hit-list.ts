import { ok } from "#domain/result.ts";
import { defineCommand } from "./define.ts";

/** More do not fit one message. */
const most = 50;

export const hitList = defineCommand({
  name: "hit list",
  summary: "Where this case met another one, newest first.",
  where: "case",
  permission: "read",
  nothing: "done",
  bare: true,
  args: {},
  needs: ["hits"],
  also: ["ls", "all", "search", "find"],
  examples: ["hit list"],
  async run({ here, hits }) {
    return ok({ answer: { say: "hit-list", codes: here.codes, ...(await hits.list(here.case, most)) } });
  },
});
