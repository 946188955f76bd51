import { strictest } from "#domain/codes/strictest.ts";
import { refs } from "#domain/primitives/ref.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { assignee, due, dueIn } from "#domain/tasks/task.ts";
import { defineCommand, many, maybe, named } from "../framework/define.ts";
import { noSuch } from "../lookup/no-such.ts";
import { calls, losses, whose, zoneFor } from "./assignees.ts";
import { ended } from "./end.ts";

export const taskSet = defineCommand({
  name: "task set",
  summary: "Give open tasks to somebody else, or move their date.",
  where: "case",
  permission: "contribute",
  effect: "saves",
  args: {
    ids: many(refs("TASK"), "numbers and ranges"),
    for: maybe(named(assignee, "an officer of this case, or a country: its desk")),
    due: maybe(named(due, "until when, on your own clock; a date alone is its end")),
  },
  needs: ["cases", "roster", "tasks"],
  suggestFor: ["assign", "give", "edit", "change", "move", "update", "postpone", "due", "for"],
  examples: ["task set 3 for:@bruno", "task set 1-3 due:2027-03-01 15:00"],
  async run({ args, caller, here, now, cases, roster, tasks }) {
    const around = { of: here.case, caller, now, cases, roster };
    if (args.for === undefined && args.due === undefined) return fail({ code: "missing", argument: "for: or due:" });
    const theirs = args.for && (await whose(args.for, around));
    if (theirs?.ok === false) return theirs;
    const dueAt = args.due === undefined ? undefined : dueIn(args.due, caller.zone, now);
    if (dueAt?.ok === false) return dueAt;
    const change = { ...(theirs && { for: theirs.value }), ...(dueAt && { due: dueAt.value }) };
    const { changed, before, refused, unknown } = await tasks.change(here.case, args.ids.flat(), change, { by: caller.userId, now });
    if (unknown.length > 0) return noSuch("task", unknown, args.ids.flat());
    if (refused[0] !== undefined) return ended(refused[0]);
    const codes = strictest(
      here.codes,
      changed.map((line) => line.codes),
    );
    const zone = await zoneFor(theirs?.value, around);
    const given = theirs === undefined ? [] : before.filter((task) => JSON.stringify(task.for) !== JSON.stringify(theirs.value));
    return ok({
      answer: { type: "tasks-changed", how: "changed", lines: changed, zone, codes },
      messages: [...(await calls(changed, around)), ...(await losses(given, "given away", around))],
    });
  },
});
