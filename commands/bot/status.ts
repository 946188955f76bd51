import { ok } from "#domain/primitives/result.ts";
import { defineCommand } from "../framework/define.ts";

export const botStatus = defineCommand({
  name: "bot status",
  summary: "Whether the bot is well: what waits, what failed.",
  where: "anywhere",
  permission: "read",
  effect: "reads",
  args: {},
  needs: ["health", "about"],
  suggestFor: ["health", "ping", "state"],
  examples: ["bot status"],
  async run({ caller, health, about }) {
    const { commands: _commands, hooks: _hooks, ...facts } = about;
    const { cases, officers, ...counts } = await health.read();
    const all = caller.level === "coordinator" && cases !== undefined && officers !== undefined ? { cases, officers } : {};
    return ok({ answer: { type: "status", ...counts, ...all, ...facts } });
  },
});
