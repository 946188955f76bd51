import { presentMembers } from "#domain/cases/members.ts";
import { ok } from "#domain/primitives/result.ts";
import { defineCommand } from "../framework/define.ts";

export const caseMembers = defineCommand({
  name: "case members",
  summary: "Who works on this case, and with which role.",
  where: "case",
  permission: "read",
  effect: "reads",
  args: {},
  needs: ["cases"],
  suggestFor: ["member", "who", "people", "officers"],
  examples: ["case members"],
  async run({ here, now, cases }) {
    return ok({
      answer: { type: "case-members", ref: here.ref, members: presentMembers(await cases.members(here.case), now), codes: here.codes },
    });
  },
});
