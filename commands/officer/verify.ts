import { person } from "#domain/people/person.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { defineCommand, one } from "../framework/define.ts";
import { officerNamed } from "../lookup/officer.ts";

export const officerVerify = defineCommand({
  name: "officer verify",
  summary: "Confirm an officer's identity by six words that both of you read out; void when it changes.",
  where: "coordination",
  permission: "coordinator",
  effect: "saves",
  args: { user: one(person, "somebody on the roster") },
  needs: ["roster", "identities", "about"],
  suggestFor: ["confirm", "trust", "approve"],
  examples: ["officer verify @bruno"],
  async run({ args, caller, roster, identities, about }) {
    const officer = await officerNamed(args.user, roster);
    if (!officer.ok) return officer;
    const { userId } = officer.value;
    if (userId === caller.userId) return fail({ code: "own-identity" });
    const identity = await about.identityOf?.(userId);
    if (identity === undefined) return fail({ code: "no-identity", userId });
    await identities.approve({ userId, key: identity.key, how: "verify" });
    return ok({ answer: { type: "identity-verified", userId, words: identity.words, changed: identity.changed } });
  },
  async confirm({ would: { answer } }) {
    if (answer.type !== "identity-verified") return ok(undefined);
    return ok({ show: { ...answer, type: "admission", stranger: false, verify: true } });
  },
});
