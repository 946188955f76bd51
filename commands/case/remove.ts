import { leavesLeaderless } from "#domain/cases/members.ts";
import { person } from "#domain/people/person.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { line } from "#domain/primitives/text.ts";
import { defineCommand, named, one } from "../framework/define.ts";
import { officerNamed } from "../lookup/officer.ts";
import { lastLeadFault } from "../membership/last-lead.ts";
import { orphanedTasks } from "../membership/orphaned-tasks.ts";

export const caseRemove = defineCommand({
  name: "case remove",
  summary: "Take a member out of this case and its room; the leads hear which tasks nobody has now.",
  where: "case",
  permission: "lead",
  effect: "saves",
  args: {
    user: one(person, "a member of this case"),
    reason: named(line("a reason", 500), "why; takes the rest of the line, and stands in the audit"),
  },
  needs: ["cases", "roster", "tasks"],
  suggestFor: ["rm", "delete", "del", "kick", "drop", "expel", "uninvite"],
  examples: ["case remove @bruno reason:changed desks"],
  async run({ args, caller, here, now, cases, roster, tasks }) {
    const officer = await officerNamed(args.user, roster);
    if (!officer.ok) return officer;
    const { userId } = officer.value;
    const was = await cases.remove(here.case, userId, now);
    if (was === undefined) return fail({ code: "not-member", userId });
    const members = await cases.members(here.case);
    if (leavesLeaderless(was, members, now)) return lastLeadFault(userId, members, { caller: caller.userId, now });
    const left = await orphanedTasks(here.case, was, members, { now, roster, tasks });
    return ok({ answer: { type: "case-member-removed", ref: here.ref, userId }, messages: left.messages });
  },
});
