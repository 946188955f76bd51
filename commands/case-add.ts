import { person } from "#domain/people.ts";
import { choice } from "#domain/reader.ts";
import { ok } from "#domain/result.ts";
import { until } from "#domain/when.ts";
import { defineCommand, maybe, named, one } from "./define.ts";
import { who } from "./who.ts";

export const caseAdd = defineCommand({
  name: "case add",
  summary: "Add a member to this case, or change role and date; the invitation follows.",
  where: "case",
  permission: "lead",
  nothing: "saved",
  args: {
    user: one(person, "somebody on the roster"),
    role: maybe(named(choice("role", ["read", "contribute", "lead"]), "contribute if left out")),
    until: maybe(named(until, "the last day, or the moment at which it ends (UTC)")),
  },
  needs: ["cases", "roster"],
  also: ["invite", "set", "join"],
  examples: ["case add @bruno", "case add @bruno:agency.example role:read until:2026-12-31"],
  async run({ args, caller, here, now, cases, roster }) {
    const officer = await who(args.user, roster);
    if (!officer.ok) return officer;
    const { member, again } = await cases.add(here.case, {
      userId: officer.value.userId,
      role: args.role ?? "contribute",
      ...(args.until !== undefined && { until: args.until }),
      by: caller.userId,
      now,
    });
    return ok({ answer: { say: "case-member-added", ref: here.ref, member, again, codes: here.codes } });
  },
});
