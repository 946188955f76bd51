import { leavesLeaderless } from "#domain/cases/members.ts";
import { person } from "#domain/people/person.ts";
import { choice } from "#domain/primitives/reader.ts";
import { ok } from "#domain/primitives/result.ts";
import { untilOrNever } from "#domain/time/when.ts";
import { defineCommand, maybe, named, one } from "../framework/define.ts";
import { officerNamed } from "../lookup/officer.ts";
import { lastLeadFault } from "../membership/last-lead.ts";

export const caseAdd = defineCommand({
  name: "case add",
  summary: "Add a member to this case, or change role and date; the invitation follows.",
  where: "case",
  permission: "lead",
  effect: "saves",
  args: {
    user: one(person, "somebody on the roster"),
    role: maybe(named(choice("role", ["read", "contribute", "lead"]), "contribute if left out; of a member it stays")),
    until: maybe(named(untilOrNever, "the last day, or the moment at which it ends (UTC); never takes an end away")),
  },
  needs: ["cases", "roster"],
  suggestFor: ["invite", "set", "join"],
  examples: ["case add @bruno", "case add @bruno:agency.example role:read until:2026-12-31"],
  async run({ args, caller, here, now, cases, roster }) {
    const officer = await officerNamed(args.user, roster);
    if (!officer.ok) return officer;
    const { userId } = officer.value;
    const { member, was } = await cases.add(here.case, {
      userId,
      ...(args.role !== undefined && { role: args.role }),
      ...(args.until !== undefined && { until: args.until }),
      by: caller.userId,
      now,
    });
    const members = await cases.members(here.case);
    if (leavesLeaderless(was, members, now)) return lastLeadFault(userId, members, { caller: caller.userId, now });
    return ok({ answer: { type: "case-member-added", ref: here.ref, member, again: was !== undefined, codes: here.codes } });
  },
});
