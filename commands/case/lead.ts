import { caseReference } from "#domain/cases/case-ref.ts";
import { inCharge } from "#domain/cases/members.ts";
import { person } from "#domain/people/person.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { defineCommand, named, one } from "../framework/define.ts";
import { officerNamed } from "../lookup/officer.ts";
import { openCase } from "../lookup/open-case.ts";

export const caseLead = defineCommand({
  name: "case lead",
  summary:
    "Make somebody a lead of a case. Where a lead is in its room, one of them or another coordinator confirms; it rings for those concerned.",
  where: "coordination",
  permission: "coordinator",
  effect: "saves",
  args: { user: one(person, "somebody on the roster"), case: named(caseReference, "which case") },
  needs: ["cases", "roster"],
  suggestFor: ["leader", "appoint", "promote"],
  examples: ["case lead @bruno case:C-2026-0007"],
  async run({ args, caller, now, cases, roster }) {
    const officer = await officerNamed(args.user, roster);
    if (!officer.ok) return officer;
    const found = await openCase(args.case, cases);
    if (!found.ok) return found;
    const { userId } = officer.value;
    const { id, ref } = found.value;
    const before = inCharge(await cases.members(id), now).map((one) => one.userId);
    const { was } = await cases.add(id, { userId, role: "lead", until: "never", by: caller.userId, now });
    if (was?.role === "lead" && was.until === undefined) return fail({ code: "already", what: { is: "lead", userId, ref } });
    const told = { type: "case-lead-named", ref, userId, by: caller.userId } as const;
    return ok({ answer: told, messages: [{ to: { case: id }, notice: told, mentions: [...new Set([userId, ...before])] }] });
  },
  async confirm({ args, caller, now, cases, roster, would: { answer } }) {
    if (answer.type !== "case-lead-named") return ok(undefined);
    const found = await openCase(args.case, cases);
    if (!found.ok) return found;
    // who is named leads it only by this
    const there = (await cases.officers(found.value.id, now)).filter(
      ({ userId, role, since }) => role === "lead" && since !== undefined && userId !== answer.userId,
    );
    if (there.length === 0 || there.some(({ userId }) => userId === caller.userId)) return ok({ show: answer });
    const coordinators = (await roster.list()).filter(({ userId, role }) => role === "coordinator" && userId !== answer.userId);
    const of = [...there, ...coordinators].map(({ userId }) => userId).filter((userId) => userId !== caller.userId);
    return ok({ show: answer, of: [...new Set(of)] });
  },
});
