import { strictest } from "#domain/codes/strictest.ts";
import { choice } from "#domain/primitives/reader.ts";
import { ok } from "#domain/primitives/result.ts";
import { defineCommand, maybe, one } from "../framework/define.ts";

/** More do not fit one message. */
const most = 50;

export const taskList = defineCommand({
  name: "task list",
  summary: "The open tasks of this case, soonest due first.",
  where: "case",
  permission: "read",
  effect: "reads",
  nounDefault: true,
  args: { all: maybe(one(choice("all", ["all"]), "also those that are done or dropped")) },
  needs: ["tasks"],
  suggestFor: ["ls", "show", "all", "open", "search", "find"],
  examples: ["task list", "task list all"],
  async run({ args, caller, here, now, tasks }) {
    const { tasks: lines, total } = await tasks.list(here.case, { ended: args.all !== undefined, most });
    const codes = strictest(
      here.codes,
      lines.map((line) => line.codes),
    );
    return ok({ answer: { type: "task-list", all: args.all !== undefined, lines, total, now, zone: caller.zone, codes } });
  },
});
