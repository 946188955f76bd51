import { confirmCode } from "#domain/confirm-code.ts";
import { ok as done } from "#domain/primitives/result.ts";
import { defineCommand, one } from "../framework/define.ts";

export const ok = defineCommand({
  name: "ok",
  summary: "Confirm what was shown to you: it runs now, if the same would still happen.",
  where: "private",
  permission: "guest",
  effect: "saves",
  needsNoCode: true,
  args: { code: one({ ...confirmCode, expects: "the four signs of a code" }, "the code beside what was shown") },
  needs: ["confirmations"],
  examples: ["ok K7Q4"],
  async run({ args, caller, now, confirmations }) {
    const pending = await confirmations.take(caller.userId, args.code, now);
    if (pending === "wrong" || pending === "dropped")
      return done({ answer: { type: "no-such-code", all: pending === "dropped" }, refused: true });
    await confirmations.answered(pending);
    return done({ answer: { type: "confirmed", line: pending.text }, confirmed: pending });
  },
});
