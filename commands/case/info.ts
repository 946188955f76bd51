import { ok } from "#domain/primitives/result.ts";
import { defineCommand } from "../framework/define.ts";

export const caseInfo = defineCommand({
  name: "case info",
  summary: "What this case is, its default codes, how much it holds.",
  where: "case",
  permission: "read",
  effect: "reads",
  nounDefault: true,
  args: {},
  needs: ["cases"],
  suggestFor: ["show", "status", "about"],
  examples: ["case info"],
  async run({ here, cases }) {
    const [line, count] = [await cases.get(here.case), await cases.count(here.case)];
    return ok({ answer: { type: "case-info", case: line, ...count, codes: line.codes } });
  },
});
