import { whoSpills } from "#domain/indicators/who-spills.ts";
import { refs } from "#domain/primitives/ref.ts";
import { ok } from "#domain/primitives/result.ts";
import { defineCommand, many } from "../framework/define.ts";
import { tellProviders } from "./rights/providers.ts";
import { notRuled, refusal } from "./rights/refusals.ts";

export const iocSpill = defineCommand({
  name: "ioc spill",
  summary:
    "Wrong room, wrong value: takes records back and forgets their value, notes, tags and history for good. What others logged or raised: its provider or a colleague confirms.",
  where: "case",
  permission: "contribute",
  effect: "saves",
  args: { ids: many(refs("IOC"), "numbers and ranges; for who logged them, or a lead") },
  needs: ["lifecycle", "cases"],
  suggestFor: ["hide", "erase", "wipe", "redact", "forget"],
  examples: ["ioc spill 12", "ioc spill 1-3,7"],
  async run({ args, caller, here, now, confirmedBy, lifecycle, cases }) {
    const edit = { refs: args.ids.flat(), by: caller.userId, lead: caller.level === "lead", now };
    const { spilled: all, ofOthers, lost, already, messages, commands, ...others } = await lifecycle.spill(here.case, edit);
    const officers = ofOthers.length === 0 ? [] : await cases.officers(here.case, now);
    const told = tellProviders(ofOthers, { case: here.case, codes: here.codes, by: caller.userId, how: "spilled" });
    return (
      refusal(others, args.ids.flat()) ??
      ok({
        answer: { type: "indicators-spilled", codes: here.codes, refs: all, lost, already, messages, commands },
        // who has confirmed it knows
        messages: told.filter(({ to }) => officers.some(({ userId }) => userId === to.officer && userId !== confirmedBy)),
      })
    );
  },
  async confirm({ caller, here, now, confirmedBy, cases, would: { answer } }) {
    if (answer.type !== "indicators-spilled") return ok(undefined);
    const { codes, refs: all, lost } = answer;
    const who = whoSpills(lost, { by: caller.userId, officers: await cases.officers(here.case, now), asked: confirmedBy });
    if (who === "free") return ok(undefined);
    if ("refused" in who) return notRuled(who);
    const foreign = lost.filter(({ provider }) => provider !== caller.userId).map(({ ref, provider }) => ({ ref, provider }));
    return ok({ show: { type: "indicators-spilling", codes, refs: all, foreign }, of: [who.of] });
  },
});
