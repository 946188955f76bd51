import { ref } from "#domain/primitives/ref.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { defineCommand, one } from "../framework/define.ts";
import { losses } from "./assignees.ts";
import { ended } from "./end.ts";

export const taskTake = defineCommand({
  name: "task take",
  summary: "Make an open task yours.",
  where: "case",
  permission: "contribute",
  effect: "saves",
  args: { id: one(ref("TASK"), "its number") },
  needs: ["cases", "roster", "tasks"],
  suggestFor: ["claim", "grab", "accept"],
  examples: ["task take 3"],
  async run({ args, caller, here, now, cases, roster, tasks }) {
    const { changed, before, refused, unknown } = await tasks.change(
      here.case,
      [args.id],
      { for: { officer: caller.userId } },
      { by: caller.userId, now },
    );
    if (unknown.length > 0) return fail({ code: "no-such", noun: "task" });
    if (refused[0] !== undefined) return ended(refused[0]);
    return ok({
      answer: { type: "tasks-changed", how: "taken", lines: changed, zone: caller.zone, codes: here.codes },
      messages: await losses(before, "taken", { of: here.case, caller, now, cases, roster }),
    });
  },
});
