import { ok } from "#domain/primitives/result.ts";
import { defineCommand } from "../framework/define.ts";

export const botVersion = defineCommand({
  name: "bot version",
  summary: "Which version runs.",
  where: "anywhere",
  permission: "guest",
  effect: "reads",
  args: {},
  needs: ["about"],
  examples: ["bot version"],
  async run({ about }) {
    return ok({ answer: { type: "version", version: about.version } });
  },
});
