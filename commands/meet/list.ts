import { ok } from "#domain/primitives/result.ts";
import { defineCommand } from "../framework/define.ts";

/** More do not fit one message. */
const most = 50;

export const meetList = defineCommand({
  name: "meet list",
  summary: "The meetings of this case, newest first.",
  where: "case",
  permission: "read",
  effect: "reads",
  nounDefault: true,
  args: {},
  needs: ["meetings"],
  suggestFor: ["ls", "all", "find", "calendar"],
  examples: ["meet list"],
  async run({ caller, here, now, meetings }) {
    const { meetings: found, total } = await meetings.list(here.case, most, now);
    return ok({ answer: { type: "meeting-list", meetings: found, total, zone: caller.zone, now, codes: here.codes } });
  },
});
