import { ok } from "#domain/primitives/result.ts";
import { defineCommand } from "../framework/define.ts";

/** How far back it looks, in milliseconds. */
const lookedAtMs = 24 * 3_600_000;

export const botWhy = defineCommand({
  name: "bot why",
  summary: "Which messages of yours the bot could not read or did not take in the last day, why, and what helps.",
  where: "anywhere",
  permission: "guest",
  answers: "private",
  effect: "reads",
  args: {},
  needs: ["health"],
  examples: ["bot why"],
  async run({ caller, health, now }) {
    return ok({ answer: { type: "why", unread: await health.unread(caller.userId, new Date(now.getTime() - lookedAtMs)) } });
  },
});
