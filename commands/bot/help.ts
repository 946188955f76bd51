import { ok } from "#domain/primitives/result.ts";
import { defineCommand } from "../framework/define.ts";

export const botHelp = defineCommand({
  name: "bot help",
  summary: "All commands, each in one line.",
  where: "anywhere",
  permission: "guest",
  effect: "reads",
  nounDefault: true,
  args: {},
  needs: ["about"],
  suggestFor: ["commands", "usage", "info"],
  examples: ["bot help", "ioc help"],
  async run({ about, here }) {
    return ok({ answer: { type: "help", commands: about.commands, here: here.where } });
  },
});
