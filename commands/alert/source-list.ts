import { ok } from "#domain/primitives/result.ts";
import { defineCommand } from "../framework/define.ts";

export const alertSourceList = defineCommand({
  name: "alert source list",
  summary: "Where alerts come from, into which case, and how many were taken and not taken.",
  where: "coordination",
  permission: "coordinator",
  effect: "reads",
  nounDefault: true,
  args: {},
  needs: ["alertSources"],
  suggestFor: ["source", "sources"],
  examples: ["alert source list"],
  async run({ alertSources }) {
    return ok({ answer: { type: "alert-sources", ...(await alertSources.list()) } });
  },
});
