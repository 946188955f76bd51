import { refs } from "#domain/primitives/ref.ts";
import { line } from "#domain/primitives/text.ts";
import { defineCommand, many, maybe, named } from "../framework/define.ts";
import { end } from "./end.ts";

export const taskDone = defineCommand({
  name: "task done",
  summary: "Tasks are done: they leave the list and remind nobody any more.",
  where: "case",
  permission: "contribute",
  effect: "saves",
  args: {
    ids: many(refs("TASK"), "numbers and ranges"),
    note: maybe(named(line("a note", 500), "what came of it; takes the rest of the line")),
  },
  needs: ["cases", "roster", "tasks"],
  suggestFor: ["finish", "finished", "close", "complete", "completed", "end", "ready", "resolve"],
  examples: ["task done 3", "task done 1-3,7 note:handed to the court"],
  run: ({ args, ...around }) => end({ ids: args.ids, how: "done", note: args.note }, around),
});
