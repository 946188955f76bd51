import { person } from "#domain/people/person.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { defineCommand, one } from "../framework/define.ts";
import { officerNamed } from "../lookup/officer.ts";

export const caseAdmit = defineCommand({
  name: "case admit",
  summary: "Take the new identity of somebody in this room, or let somebody in who came uninvited (role read).",
  where: "case",
  permission: "lead",
  effect: "saves",
  args: { user: one(person, "somebody in this room") },
  needs: ["cases", "roster", "identities", "about"],
  suggestFor: ["approve", "trust", "accept"],
  examples: ["case admit @bruno"],
  async run({ args, caller, here, now, cases, roster, identities, about }) {
    const officer = await officerNamed(args.user, roster);
    if (!officer.ok) return officer;
    const { userId } = officer.value;
    if (userId === caller.userId) return fail({ code: "own-identity" });
    const identity = await about.identityOf?.(userId);
    const stranger = (await roster.caller(userId, here)).level === "guest";
    if (!identity?.changed && !stranger) return fail({ code: "already", what: { is: "admitted", userId } });
    if (identity?.changed) await identities.approve({ userId, key: identity.key, how: "pin" });
    if (stranger) await cases.add(here.case, { userId, role: "read", by: caller.userId, now });
    const changed = identity?.changed === true;
    return ok({ answer: { type: "admitted", ref: here.ref, userId, changed, stranger, ...(changed && { words: identity.words }) } });
  },
  async confirm({ would }) {
    const { answer } = would;
    return ok(answer.type === "admitted" ? { show: { ...answer, type: "admission", verify: false } } : undefined);
  },
});
