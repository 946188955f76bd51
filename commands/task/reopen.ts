import { strictest } from "#domain/codes/strictest.ts";
import { refs } from "#domain/primitives/ref.ts";
import { ok } from "#domain/primitives/result.ts";
import { defineCommand, many } from "../framework/define.ts";
import { noSuch } from "../lookup/no-such.ts";
import { calls } from "./assignees.ts";
import { ended } from "./end.ts";

export const taskReopen = defineCommand({
  name: "task reopen",
  summary: "Open tasks again that were done or dropped.",
  where: "case",
  permission: "contribute",
  effect: "saves",
  args: { ids: many(refs("TASK"), "numbers and ranges") },
  needs: ["cases", "roster", "tasks"],
  suggestFor: ["undone", "restart", "restore", "unclose"],
  examples: ["task reopen 3"],
  async run({ args, caller, here, now, cases, roster, tasks }) {
    const { changed, refused, unknown } = await tasks.change(here.case, args.ids.flat(), { to: "open" }, { by: caller.userId, now });
    if (unknown.length > 0) return noSuch("task", unknown, args.ids.flat());
    if (refused[0] !== undefined) return ended(refused[0]);
    const codes = strictest(
      here.codes,
      changed.map((line) => line.codes),
    );
    return ok({
      answer: { type: "tasks-changed", how: "open again", lines: changed, zone: caller.zone, codes },
      messages: await calls(changed, { of: here.case, caller, now, cases, roster }),
    });
  },
});
