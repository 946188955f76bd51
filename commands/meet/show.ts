import { ref } from "#domain/primitives/ref.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { defineCommand, one } from "../framework/define.ts";

export const meetShow = defineCommand({
  name: "meet show",
  summary: "One meeting: its slots in everybody's own time, and who voted for which.",
  where: "case",
  permission: "read",
  effect: "reads",
  args: { id: one(ref("MEET"), "the meeting's number") },
  needs: ["meetings"],
  suggestFor: ["info", "get", "view", "status", "tally"],
  examples: ["meet show 1"],
  async run({ args, here, now, meetings }) {
    const meeting = await meetings.find(here.case, args.id, now);
    if (!meeting) return fail({ code: "no-such", noun: "meeting" });
    return ok({ answer: { type: "meeting-shown", meeting, codes: here.codes } });
  },
});
