import { ok } from "#domain/primitives/result.ts";
import { line } from "#domain/primitives/text.ts";
import { assignee, due, dueIn } from "#domain/tasks/task.ts";
import { defineCommand, maybe, named, phrase } from "../framework/define.ts";
import { calls, whose, zoneFor } from "./assignees.ts";

export const taskAdd = defineCommand({
  name: "task add",
  summary: "Write down a task; whose it is, is told, and reminded before it is due.",
  where: "case",
  permission: "contribute",
  effect: "saves",
  args: {
    text: phrase(line("a task", 500), "what is to be done, with or without quotation marks"),
    for: maybe(named(assignee, "an officer of this case, or a country: its desk; nobody if left out")),
    due: maybe(named(due, "until when, on your own clock; a date alone is its end")),
  },
  needs: ["cases", "roster", "tasks"],
  suggestFor: ["new", "create", "make", "todo"],
  examples: ['task add "Preserve server image" for:@bruno due:+2d', "task add Ask the registrar for:FR due:fri 15:00"],
  async run({ args, caller, here, now, cases, roster, tasks }) {
    const around = { of: here.case, caller, now, cases, roster };
    const theirs = args.for && (await whose(args.for, around));
    if (theirs?.ok === false) return theirs;
    const dueAt = args.due === undefined ? undefined : dueIn(args.due, caller.zone, now);
    if (dueAt?.ok === false) return dueAt;
    const content = { text: args.text, codes: here.codes, ...(theirs && { for: theirs.value }), ...(dueAt && { due: dueAt.value }) };
    const task = await tasks.add(here.case, content, caller.userId, now);
    const zone = await zoneFor(task.for, around);
    return ok({ answer: { type: "task-saved", task, zone, codes: task.codes }, messages: await calls([task], around) });
  },
});
