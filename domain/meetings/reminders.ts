import { type Meeting, spanOf } from "#domain/meetings/meeting.ts";

/** `early` a day before the start, `soon` a quarter of an hour before it. */
export type MeetingReminder = "early" | "soon";

const minute = 60_000;
const hour = 60 * minute;
const before: Readonly<Record<MeetingReminder, number>> = { early: 24 * hour, soon: 15 * minute };
/** With less time than this the fixing itself is reminder enough for the day before. */
const farMs = 36 * hour;

/** What a meeting that begins then schedules from now on. */
export function meetingReminders(start: Date, now: Date): readonly { readonly kind: MeetingReminder; readonly at: Date }[] {
  const left = start.getTime() - now.getTime();
  const kinds: readonly MeetingReminder[] = [...(left > farMs ? ["early" as const] : []), ...(left > before.soon ? ["soon" as const] : [])];
  return kinds.map((kind) => ({ kind, at: new Date(start.getTime() - before[kind]) }));
}

/** Whether a reminder that became due is still worth saying: not for a meeting that is off or over, nor if the next one is due as well. */
export function stillRemind(meeting: Meeting, kind: MeetingReminder, now: Date): boolean {
  const span = spanOf(meeting);
  if (span === undefined || meeting.cancelled) return false;
  return now < (kind === "early" ? new Date(span.start.getTime() - before.soon) : span.end);
}
