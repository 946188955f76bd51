import { refs } from "#domain/primitives/ref.ts";
import { ok } from "#domain/primitives/result.ts";
import { line } from "#domain/primitives/text.ts";
import { defineCommand, many, named } from "../framework/define.ts";
import { noSuch } from "../lookup/no-such.ts";

export const iocWithdraw = defineCommand({
  name: "ioc withdraw",
  summary: "Take records back. They stay readable with the reason, and match nothing any more.",
  where: "case",
  permission: "contribute",
  effect: "saves",
  args: {
    ids: many(refs("IOC"), "numbers and ranges"),
    reason: named(line("a reason", 500), "why; takes the rest of the line"),
  },
  needs: ["indicators"],
  suggestFor: ["delete", "del", "remove", "rm", "undo", "drop", "revoke"],
  examples: ["ioc withdraw 12 reason:typo", "ioc withdraw 1-37,40 reason:wrong case"],
  async run({ args, caller, here, now, indicators }) {
    const wanted = [...new Set(args.ids.flat())];
    const { withdrawn, already, unknown } = await indicators.withdraw(here.case, wanted, args.reason, { by: caller.userId, now });
    if (unknown.length > 0) return noSuch("IOC", unknown, wanted);
    return ok({ answer: { type: "indicators-withdrawn", refs: withdrawn, already, reason: args.reason, codes: here.codes } });
  },
});
