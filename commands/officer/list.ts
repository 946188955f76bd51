import { ok } from "#domain/primitives/result.ts";
import { defineCommand } from "../framework/define.ts";

export const officerList = defineCommand({
  name: "officer list",
  summary: "Who is on the roster: country desk, local time. Never which cases.",
  where: "anywhere",
  permission: "guest",
  effect: "reads",
  nounDefault: true,
  args: {},
  needs: ["roster"],
  suggestFor: ["ls", "all", "show", "search", "find"],
  examples: ["officer list"],
  async run({ now, roster }) {
    return ok({ answer: { type: "officer-list", officers: await roster.list(), now } });
  },
});
