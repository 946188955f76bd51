import { refs } from "#domain/primitives/ref.ts";
import { line } from "#domain/primitives/text.ts";
import { defineCommand, many, named } from "../framework/define.ts";
import { end } from "./end.ts";

export const taskDrop = defineCommand({
  name: "task drop",
  summary: "Give tasks up: they stay readable with the reason.",
  where: "case",
  permission: "contribute",
  effect: "saves",
  args: {
    ids: many(refs("TASK"), "numbers and ranges"),
    reason: named(line("a reason", 500), "why; takes the rest of the line"),
  },
  needs: ["cases", "roster", "tasks"],
  suggestFor: ["delete", "del", "remove", "rm", "cancel", "withdraw", "undo"],
  examples: ["task drop 3 reason:no longer needed"],
  run: ({ args, ...around }) => end({ ids: args.ids, how: "dropped", note: args.reason }, around),
});
