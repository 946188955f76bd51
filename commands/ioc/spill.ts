import { refs } from "#domain/primitives/ref.ts";
import { ok } from "#domain/primitives/result.ts";
import { defineCommand, many } from "../framework/define.ts";
import { refusal } from "./refusals.ts";

export const iocSpill = defineCommand({
  name: "ioc spill",
  summary: "Wrong room, wrong value: takes records back and forgets their value, notes, tags and history for good.",
  where: "case",
  permission: "contribute",
  effect: "saves",
  args: { ids: many(refs("IOC"), "numbers and ranges; for who logged them, or a lead") },
  needs: ["lifecycle"],
  suggestFor: ["hide", "erase", "wipe", "redact", "forget"],
  examples: ["ioc spill 12", "ioc spill 1-3,7"],
  async run({ args, caller, here, now, lifecycle }) {
    const edit = { refs: args.ids.flat(), by: caller.userId, lead: caller.level === "lead", now };
    const { spilled: refs, already, messages, commands, ...others } = await lifecycle.spill(here.case, edit);
    return (
      refusal(others, args.ids.flat()) ??
      ok({ answer: { type: "indicators-spilled", codes: here.codes, refs, already, messages, commands } })
    );
  },
});
