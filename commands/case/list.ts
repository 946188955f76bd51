import { caseDefaults } from "#domain/codes/codes.ts";
import { strictest } from "#domain/codes/strictest.ts";
import { ok } from "#domain/primitives/result.ts";
import { defineCommand } from "../framework/define.ts";

export const caseList = defineCommand({
  name: "case list",
  summary: "All cases: reference, state, lead, number of members.",
  where: "coordination",
  permission: "coordinator",
  effect: "reads",
  nounDefault: true,
  args: {},
  needs: ["cases"],
  suggestFor: ["ls", "all", "search", "find", "show"],
  examples: ["case list"],
  async run({ cases }) {
    const found = await cases.list();
    const [first, ...others] = found.map(({ codes }) => codes);
    const codes = first ? strictest(first, others) : caseDefaults;
    return ok({ answer: { type: "case-list", cases: found.map(({ id: _, ...line }) => line), codes } });
  },
});
