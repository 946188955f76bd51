import { ok } from "#domain/primitives/result.ts";
import { defineCommand } from "../framework/define.ts";

/** More do not fit one message. */
const most = 30;

export const exportList = defineCommand({
  name: "export list",
  summary: "What has left this case as a file: when, by whom, for what, and the file's hash.",
  where: "case",
  permission: "read",
  effect: "reads",
  nounDefault: true,
  args: {},
  needs: ["exports"],
  suggestFor: ["ls", "all", "show"],
  examples: ["export list"],
  async run({ here, exports }) {
    return ok({ answer: { type: "export-list", codes: here.codes, ...(await exports.list(here.case, most)) } });
  },
});
