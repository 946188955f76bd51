import { whyNoCancel } from "#domain/meetings/meeting.ts";
import type { Message } from "#domain/notices/message.ts";
import { ref } from "#domain/primitives/ref.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { line } from "#domain/primitives/text.ts";
import { defineCommand, named, one } from "../framework/define.ts";
import { call } from "./calls.ts";
import { mayDecide } from "./rights.ts";

export const meetCancel = defineCommand({
  name: "meet cancel",
  summary: "Call a meeting off; who was asked hears why. For the planner and leads.",
  where: "case",
  permission: "contribute",
  effect: "saves",
  args: {
    id: one(ref("MEET"), "the meeting's number"),
    reason: named(line("a reason", 500), "why; takes the rest of the line"),
  },
  needs: ["meetings"],
  suggestFor: ["delete", "del", "remove", "rm", "drop", "abort", "close"],
  examples: ["meet cancel 1 reason:no quorum"],
  async run({ args, caller, here, origin, now, meetings }) {
    const before = await meetings.hold(here.case, args.id, now);
    if (!before) return fail({ code: "no-such", noun: "meeting" });
    const refused = mayDecide(caller, before, "meet cancel") ?? whyNoCancel(before, now);
    if (refused) return refused;
    const meeting = await meetings.cancel(here.case, args.id, args.reason, { by: caller.userId, now });
    const told = { meeting, codes: here.codes };
    // who has the meeting in their calendar gets the file that takes it out again
    const file: readonly Message[] = meeting.fixed
      ? [{ to: { case: here.case }, notice: { type: "meeting-calendar", ...told }, origin }]
      : [];
    return ok({
      answer: { type: "meeting-cancelled", ...told },
      messages: [...file, ...call(here.case, meeting, { type: "meeting-cancelled", ...told }, { by: caller.userId })],
    });
  },
});
