import { invitees } from "#domain/meetings/invitees.ts";
import { duration, usualMinutes } from "#domain/meetings/length.ts";
import { slots, slotTimes } from "#domain/meetings/slots.ts";
import { ok } from "#domain/primitives/result.ts";
import { line } from "#domain/primitives/text.ts";
import { zone } from "#domain/time/zone.ts";
import { defineCommand, maybe, named, phrase } from "../framework/define.ts";
import { call } from "./calls.ts";
import { invitees as invited } from "./invitees.ts";

export const meetPlan = defineCommand({
  name: "meet plan",
  summary: "Plan a meeting: propose slots, and the members of the case are asked to vote.",
  where: "case",
  permission: "contribute",
  effect: "saves",
  args: {
    title: phrase(line("a title", 200), "what it is about, in quotation marks"),
    slots: named(slots, "up to 20 dates with times, separated by commas, in quotation marks"),
    tz: maybe(named(zone, "IANA time zone of the slots; yours if left out")),
    dur: maybe(named(duration, "how long it lasts; 60m if left out")),
    to: maybe(named(invitees, "who is asked: officers and countries of this case; all its members if left out")),
  },
  needs: ["meetings", "roster"],
  suggestFor: ["new", "create", "schedule", "add", "open", "propose", "invite", "start"],
  examples: [
    'meet plan "Sinkhole consultation" slots:"2027-03-01 10:00, 2027-03-02 14:00"',
    'meet plan "Sinkhole consultation" slots:2027-03-01T10:00,2027-03-02T14:00 tz:Europe/Paris dur:1h30m',
  ],
  async run({ args, caller, here, origin, now, meetings, roster }) {
    const zone = args.tz ?? caller.zone;
    const times = slotTimes(args.slots, zone, now);
    if (!times.ok) return times;
    const to = args.to && (await invited(args.to, await meetings.people(here.case, now), roster));
    if (to && !to.ok) return to;
    const plan = { title: args.title, slots: times.value, minutes: args.dur ?? usualMinutes, zone, ...(to && { to: to.value }) };
    const meeting = await meetings.plan(here.case, plan, caller.userId, now);
    const told = { meeting, codes: here.codes };
    return ok({
      answer: { type: "meeting-saved", ...told },
      messages: call(here.case, meeting, { type: "meeting-vote-wanted", ...told }, { by: caller.userId, origin }),
    });
  },
});
