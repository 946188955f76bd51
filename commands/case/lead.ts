import { caseReference } from "#domain/cases/case-ref.ts";
import { person } from "#domain/people/person.ts";
import { ok } from "#domain/primitives/result.ts";
import { defineCommand, named, one } from "../framework/define.ts";
import { officerNamed } from "../lookup/officer.ts";
import { openCase } from "../lookup/open-case.ts";

export const caseLead = defineCommand({
  name: "case lead",
  summary: "Make somebody a lead of a case, where its own leads cannot; the case's room is told.",
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
    await cases.add(found.value.id, { userId, role: "lead", until: "never", by: caller.userId, now });
    const told = { type: "case-lead-named", ref: found.value.ref, userId, by: caller.userId } as const;
    return ok({ answer: told, messages: [{ to: { case: found.value.id }, notice: told }] });
  },
  async confirm({ would }) {
    return ok({ show: would.answer });
  },
});
