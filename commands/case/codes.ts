import { oneOf, secondOfficers } from "#domain/cases/second-officer.ts";
import { handling, pap, settle, share, type TypedCodes, tlp } from "#domain/codes/codes.ts";
import { lowered } from "#domain/codes/lowering.ts";
import { isPersonal } from "#domain/codes/who-lowers.ts";
import { atLeast } from "#domain/primitives/level.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { defineCommand, maybe, named } from "../framework/define.ts";

export const caseCodes = defineCommand({
  name: "case codes",
  summary: "The codes that new records of this case get; with options a lead changes them. Records that are there keep theirs.",
  where: "case",
  permission: "read",
  effect: "saves",
  args: {
    tlp: maybe(named(tlp, "who may see it (Traffic Light Protocol)")),
    pap: maybe(named(pap, "what may be done with it (Permissible Actions Protocol)")),
    h: maybe(named(handling, "handling codes, joined by +")),
    share: maybe(named(share, "what another case learns that holds it too")),
  },
  needs: ["cases"],
  suggestFor: ["code", "defaults", "label", "labels", "tlp"],
  examples: ["case codes", "case codes tlp:amber+strict share:silent"],
  async run({ args, caller, here, cases }) {
    const typed: TypedCodes = { tlp: args.tlp, pap: args.pap, handling: args.h, share: args.share };
    if (Object.values(typed).every((code) => code === undefined))
      return ok({ answer: { type: "case-codes", ref: here.ref, codes: here.codes } });
    if (!atLeast(caller.level, "lead")) return fail({ code: "not-permitted", command: "case codes", needs: "lead" });
    const codes = settle(typed, here.codes);
    const { records } = await cases.recode(here.case, codes);
    return ok({ answer: { type: "case-codes-changed", ref: here.ref, was: here.codes, codes, records } });
  },
  async confirm({ caller, here, now, confirmedBy, cases, would: { answer } }) {
    if (answer.type !== "case-codes-changed") return ok(undefined);
    const less = lowered(answer.was, answer.codes);
    if (less.length === 0) return ok(undefined);
    // what others log from then on would leave the case without them, and meetings of before would be read by who was not there
    const isOfOthers = less.includes("handling") || (less.includes("tlp") && isPersonal(answer.was.tlp));
    const seconds = isOfOthers ? secondOfficers(await cases.officers(here.case, now), caller.userId) : [];
    const of = oneOf(
      seconds.map(({ userId }) => userId),
      confirmedBy,
    );
    // the question itself is heard by who may hear of the case now
    const show = { type: "case-codes-lowering", ref: answer.ref, now: answer.codes, codes: answer.was } as const;
    return ok({ show, ...(of !== undefined && { of: [of] }) });
  },
});
