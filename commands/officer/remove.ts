import { leavesLeaderless } from "#domain/cases/members.ts";
import type { Message } from "#domain/notices/message.ts";
import { person } from "#domain/people/person.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { line } from "#domain/primitives/text.ts";
import { defineCommand, named, one } from "../framework/define.ts";
import { officerNamed } from "../lookup/officer.ts";
import { coordinatorLeft } from "../membership/coordinator-left.ts";
import { lastLeadFault } from "../membership/last-lead.ts";
import { orphanedTasks } from "../membership/orphaned-tasks.ts";

export const officerRemove = defineCommand({
  name: "officer remove",
  summary: "Take a person off the roster, out of all cases and their rooms; the leads hear which tasks nobody has now.",
  where: "coordination",
  permission: "coordinator",
  effect: "saves",
  args: {
    user: one(person, "somebody on the roster"),
    reason: named(line("a reason", 500), "why; takes the rest of the line, and stands in the audit"),
  },
  needs: ["cases", "roster", "tasks"],
  suggestFor: ["rm", "delete", "del", "drop", "expel"],
  examples: ["officer remove @bruno reason:left the service"],
  async run({ args, caller, now, cases, roster, tasks }) {
    const officer = await officerNamed(args.user, roster);
    if (!officer.ok) return officer;
    const { userId, role } = officer.value;
    if (userId === caller.userId) return fail({ code: "own-role", only: false });
    const messages: Message[] = role === "coordinator" ? [coordinatorLeft(userId, caller.userId)] : [];
    const left = await cases.removeFromAll(userId, now);
    let open = 0;
    for (const one of left.filter(({ state }) => state === "open")) {
      const members = await cases.members(one.id);
      if (leavesLeaderless(one.was, members, now)) return lastLeadFault(userId, members, { caller: caller.userId, now, cases: [one.ref] });
      const theirs = await orphanedTasks(one.id, one.was, members, { now, roster, tasks });
      messages.push(...theirs.messages);
      open += theirs.count;
    }
    await roster.remove(userId);
    return ok({ answer: { type: "officer-removed", userId, cases: left.length, tasks: open }, messages });
  },
  async confirm({ would }) {
    return ok({ show: would.answer });
  },
});
