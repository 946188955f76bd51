import { refs } from "#domain/primitives/ref.ts";
import { ok } from "#domain/primitives/result.ts";
import { line } from "#domain/primitives/text.ts";
import { defineCommand, many, maybe, named } from "../framework/define.ts";
import { refusal } from "./rights/refusals.ts";

export const iocFp = defineCommand({
  name: "ioc fp",
  summary: "You hold records for false positives: the score falls, and by whoever logged them or a lead they raise no more hits.",
  where: "case",
  permission: "contribute",
  effect: "saves",
  args: {
    ids: many(refs("IOC"), "numbers and ranges"),
    note: maybe(named(line("a note", 2000), "why; takes the rest of the line")),
  },
  needs: ["lifecycle"],
  suggestFor: ["false", "falsepositive", "false-positive", "doubt", "benign"],
  examples: ["ioc fp 12", "ioc fp 1-3 note: our own scanner"],
  async run({ args, caller, here, now, lifecycle }) {
    const edit = { refs: args.ids.flat(), by: caller.userId, lead: caller.level === "lead", now };
    const { doubted, refuted, already, ...others } = await lifecycle.doubt(here.case, edit, args.note);
    return (
      refusal(others, args.ids.flat()) ?? ok({ answer: { type: "indicators-doubted", codes: here.codes, refs: doubted, refuted, already } })
    );
  },
});
