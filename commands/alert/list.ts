import { strictest } from "#domain/codes/strictest.ts";
import { choice } from "#domain/primitives/reader.ts";
import { ok } from "#domain/primitives/result.ts";
import { defineCommand, maybe, one } from "../framework/define.ts";

/** More do not fit one message. */
const most = 50;

export const alertList = defineCommand({
  name: "alert list",
  summary: "The alerts of this case that nobody has acknowledged, newest first.",
  where: "case",
  permission: "read",
  effect: "reads",
  nounDefault: true,
  args: { all: maybe(one(choice("all", ["all"]), "the acknowledged ones too")) },
  needs: ["alerts"],
  suggestFor: ["ls", "open", "show", "search", "find"],
  examples: ["alert list", "alert list all"],
  async run({ args, here, alerts }) {
    const all = args.all !== undefined;
    const found = await alerts.list(here.case, { all, most });
    const codes = strictest(
      here.codes,
      found.alerts.map((alert) => alert.codes),
    );
    return ok({ answer: { type: "alert-list", codes, ...found, all } });
  },
});
