import { strictest } from "#domain/codes/strictest.ts";
import { refs } from "#domain/primitives/ref.ts";
import { ok } from "#domain/primitives/result.ts";
import { defineCommand, many } from "../framework/define.ts";
import { noSuch } from "../lookup/no-such.ts";

export const alertAck = defineCommand({
  name: "alert ack",
  summary: "Acknowledge alerts: somebody has seen them and takes care.",
  where: "case",
  permission: "contribute",
  effect: "saves",
  args: { ids: many(refs("ALERT"), "numbers and ranges") },
  needs: ["alerts"],
  suggestFor: ["acknowledge", "done", "close", "seen", "take", "confirm"],
  examples: ["alert ack 3", "alert ack 1-4,7"],
  async run({ args, caller, here, now, alerts }) {
    const { acknowledged, already, unknown } = await alerts.acknowledge(here.case, args.ids.flat(), caller.userId, now);
    if (unknown.length > 0) return noSuch("alert", unknown, args.ids.flat());
    const codes = strictest(
      here.codes,
      [...acknowledged, ...already].map((alert) => alert.codes),
    );
    return ok({ answer: { type: "alerts-acknowledged", codes, acknowledged, already } });
  },
});
