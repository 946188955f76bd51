import { secondOfficers } from "#domain/cases/second-officer.ts";
import { refs } from "#domain/primitives/ref.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { line } from "#domain/primitives/text.ts";
import { defineCommand, many, named } from "../framework/define.ts";
import { noSuch } from "../lookup/no-such.ts";
import { tellProviders } from "./rights/providers.ts";

export const iocWithdraw = defineCommand({
  name: "ioc withdraw",
  summary:
    "Take records back. They stay readable with the reason, and match nothing any more. Others' records: their provider or a lead confirms.",
  where: "case",
  permission: "contribute",
  effect: "saves",
  args: {
    ids: many(refs("IOC"), "numbers and ranges"),
    reason: named(line("a reason", 500), "why; takes the rest of the line"),
  },
  needs: ["indicators", "cases"],
  suggestFor: ["delete", "del", "remove", "rm", "undo", "drop", "revoke"],
  examples: ["ioc withdraw 12 reason:typo", "ioc withdraw 1-37,40 reason:wrong case"],
  async run({ args, caller, here, now, confirmedBy, indicators, cases }) {
    const wanted = [...new Set(args.ids.flat())];
    const { reason } = args;
    const { withdrawn, foreign, already, unknown } = await indicators.withdraw(here.case, wanted, reason, { by: caller.userId, now });
    if (unknown.length > 0) return noSuch("IOC", unknown, wanted);
    const told = tellProviders(foreign, { case: here.case, codes: here.codes, by: caller.userId, how: "withdrawn", reason });
    const officers = foreign.length === 0 ? [] : await cases.officers(here.case, now);
    return ok({
      answer: { type: "indicators-withdrawn", refs: withdrawn, foreign, already, reason, codes: here.codes },
      // who has confirmed it knows
      messages: told.filter(({ to }) => officers.some(({ userId }) => userId === to.officer && userId !== confirmedBy)),
    });
  },
  async confirm({ caller, here, now, cases, would: { answer } }) {
    if (answer.type !== "indicators-withdrawn" || answer.foreign.length === 0 || caller.level === "lead") return ok(undefined);
    const officers = await cases.officers(here.case, now);
    const leads = secondOfficers(officers, caller.userId).filter(({ role }) => role === "lead");
    const providers = [...new Set(answer.foreign.map(({ provider }) => provider))];
    const owner = officers.filter(({ userId }) => providers.length === 1 && userId === providers[0]);
    const of = [...new Set([...owner, ...leads].map(({ userId }) => userId))];
    if (of.length === 0) return fail({ code: "nobody-confirms", refs: answer.foreign.map(({ ref }) => ref) });
    const { refs: all, foreign, reason, codes } = answer;
    return ok({ show: { type: "indicators-withdrawing", refs: all, foreign, reason, codes }, of });
  },
});
