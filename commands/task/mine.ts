import { caseDefaults } from "#domain/codes/codes.ts";
import { strictest } from "#domain/codes/strictest.ts";
import { ok } from "#domain/primitives/result.ts";
import { defineCommand } from "../framework/define.ts";

/** More do not fit one message. */
const most = 50;

export const taskMine = defineCommand({
  name: "task mine",
  summary: "Your open tasks and your desk's, over all your cases; answered in private.",
  where: "anywhere",
  permission: "guest",
  answers: "private",
  effect: "reads",
  nounDefault: true,
  args: {},
  needs: ["tasks"],
  suggestFor: ["my", "me", "own"],
  examples: ["task mine"],
  async run({ caller, now, tasks }) {
    const { tasks: lines, total } = await tasks.mine(caller, most, now);
    const [first, ...rest] = lines.map((line) => line.codes);
    return ok({ answer: { type: "task-mine", lines, total, now, zone: caller.zone, codes: strictest(first ?? caseDefaults, rest) } });
  },
});
