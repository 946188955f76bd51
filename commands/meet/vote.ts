import { whyNoVote } from "#domain/meetings/meeting.ts";
import { votes } from "#domain/meetings/votes.ts";
import { ref } from "#domain/primitives/ref.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { defineCommand, one, phrase } from "../framework/define.ts";

export const meetVote = defineCommand({
  name: "meet vote",
  summary: "Say which slots suit you; voting again replaces your vote.",
  where: "case",
  permission: "read",
  effect: "saves",
  args: { id: one(ref("MEET"), "the meeting's number"), slots: phrase(votes, "numbers of slots, or none") },
  needs: ["meetings"],
  suggestFor: ["poll", "answer", "accept", "choose", "reply"],
  examples: ["meet vote 1 1,3", "meet vote 1 none"],
  async run({ args, caller, here, now, meetings }) {
    const before = await meetings.hold(here.case, args.id, now);
    if (!before) return fail({ code: "no-such", noun: "meeting" });
    const refused = whyNoVote(before, caller.userId, args.slots, now);
    if (refused) return refused;
    const meeting = await meetings.vote(here.case, args.id, args.slots, { by: caller.userId, now });
    return ok({ answer: { type: "meeting-voted", meeting, by: caller.userId, zone: caller.zone, codes: here.codes } });
  },
});
