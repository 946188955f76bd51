import { ok } from "#domain/primitives/result.ts";
import { defineCommand } from "../framework/define.ts";

export const botStatus = defineCommand({
  name: "bot status",
  summary: "Whether the bot is well; for coordinators also what waits and what failed.",
  where: "anywhere",
  permission: "read",
  effect: "reads",
  args: {},
  needs: ["health", "about"],
  suggestFor: ["health", "ping", "state"],
  examples: ["bot status"],
  async run({ caller, health, about }) {
    const { commands: _commands, hooks: _hooks, ...facts } = about;
    return ok({ answer: { type: "status", ...facts, ...(caller.level === "coordinator" && { counts: await health.read() }) } });
  },
});
