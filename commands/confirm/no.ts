import { confirmCode } from "#domain/confirm-code.ts";
import { ok } from "#domain/primitives/result.ts";
import { defineCommand, one } from "../framework/define.ts";

export const no = defineCommand({
  name: "no",
  summary: "Drop what was shown to you: it never runs.",
  where: "private",
  permission: "guest",
  effect: "saves",
  needsNoCode: true,
  args: { code: one({ ...confirmCode, expects: "the four signs of a code" }, "the code beside what was shown") },
  needs: ["confirmations", "receivedFiles"],
  examples: ["no K7Q4"],
  async run({ args, caller, now, confirmations, receivedFiles }) {
    const pending = await confirmations.take(caller.userId, args.code, now);
    if (pending === "wrong" || pending === "dropped")
      return ok({ answer: { type: "no-such-code", all: pending === "dropped" }, refused: true });
    await confirmations.answered(pending);
    const { by, askedOf, text, case: about, file, origin } = pending;
    if (file && origin) await receivedFiles.drop(origin.event, now);
    const notice = { type: "confirm-dropped", line: text } as const;
    if (by === askedOf) return ok({ answer: notice });
    // who is waiting for a second officer learns that they need not
    return ok({
      answer: notice,
      messages: [{ to: { officer: by }, notice: { ...notice, by: askedOf }, ...(about !== undefined && { about }) }],
    });
  },
});
