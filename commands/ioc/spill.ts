import { refs } from "#domain/primitives/ref.ts";
import { ok } from "#domain/primitives/result.ts";
import { defineCommand, many } from "../framework/define.ts";
import { tellProviders } from "./rights/providers.ts";
import { refusal } from "./rights/refusals.ts";

export const iocSpill = defineCommand({
  name: "ioc spill",
  summary: "Wrong room, wrong value: takes records back and forgets their value, notes, tags and history for good.",
  where: "case",
  permission: "contribute",
  effect: "saves",
  args: { ids: many(refs("IOC"), "numbers and ranges; for who logged them, or a lead") },
  needs: ["lifecycle", "cases"],
  suggestFor: ["hide", "erase", "wipe", "redact", "forget"],
  examples: ["ioc spill 12", "ioc spill 1-3,7"],
  async run({ args, caller, here, now, lifecycle, cases }) {
    const edit = { refs: args.ids.flat(), by: caller.userId, lead: caller.level === "lead", now };
    const { spilled: refs, ofOthers, already, messages, commands, ...others } = await lifecycle.spill(here.case, edit);
    const officers = ofOthers.length === 0 ? [] : await cases.officers(here.case, now);
    const told = tellProviders(ofOthers, { case: here.case, codes: here.codes, by: caller.userId, how: "spilled" });
    return (
      refusal(others, args.ids.flat()) ??
      ok({
        answer: { type: "indicators-spilled", codes: here.codes, refs, already, messages, commands },
        messages: told.filter(({ to }) => officers.some(({ userId }) => userId === to.officer)),
      })
    );
  },
});
