import { whyNoFix } from "#domain/meetings/meeting.ts";
import { overlaps } from "#domain/meetings/overlaps.ts";
import { slotNumber } from "#domain/meetings/votes.ts";
import { ref } from "#domain/primitives/ref.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { defineCommand, one } from "../framework/define.ts";
import { call } from "./calls.ts";
import { mayDecide } from "./rights.ts";

/** The newest meetings of the case: what was planned before them is over. */
const mostLookedAt = 100;

export const meetFix = defineCommand({
  name: "meet fix",
  summary: "Decide on a slot: the schedule and a calendar file are posted, reminders follow. For the planner and leads.",
  where: "case",
  permission: "contribute",
  effect: "saves",
  args: { id: one(ref("MEET"), "the meeting's number"), slot: one(slotNumber, "the slot's number") },
  needs: ["meetings"],
  suggestFor: ["set", "confirm", "decide", "pick"],
  examples: ["meet fix 1 2"],
  async run({ args, caller, here, origin, now, meetings }) {
    const before = await meetings.hold(here.case, args.id, now);
    if (!before) return fail({ code: "no-such", noun: "meeting" });
    const refused = mayDecide(caller, before, "meet fix") ?? whyNoFix(before, args.slot, now);
    if (refused) return refused;
    const meeting = await meetings.fix(here.case, args.id, args.slot, { by: caller.userId, now });
    const told = { meeting, codes: here.codes };
    const others = await meetings.list(here.case, mostLookedAt, now);
    const fixed = { type: "meeting-fixed", ...told, overlaps: overlaps(meeting, others.meetings) } as const;
    return ok({
      answer: fixed,
      messages: [
        { to: { case: here.case }, notice: { type: "meeting-calendar", ...told }, origin },
        ...call(here.case, meeting, fixed, { by: caller.userId }),
      ],
    });
  },
});
