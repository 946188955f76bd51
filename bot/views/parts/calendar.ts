import { createRequire } from "node:module";
import { type Meeting, spanOf } from "#domain/meetings/meeting.ts";
import type { RenderedFile } from "./define.ts";
import { typed } from "./html.ts";

const require = createRequire(import.meta.url);
// read when the first meeting is fixed. require() has no types of its own
const generator = () => require("ical-generator") as typeof import("ical-generator");

/** Whom calendars show as the sender; the address leads nowhere on purpose (RFC 2606, ".invalid"). */
const organizer = { name: "Liaison", email: "liaison@liaison.invalid" };

/**
 * The iCalendar file (RFC 5545) of a meeting that is fixed, or was and is cancelled: published, not invited to, since
 * nobody answers it (RFC 5546, sections 3.2.1 and 3.2.5). Same meeting and state, same bytes. Throws for one that was never fixed.
 */
export function calendarFile(meeting: Meeting): RenderedFile {
  const span = spanOf(meeting);
  if (span === undefined) throw new Error("a meeting without a fixed slot has no calendar file");
  const { id, ref, title, fixed, cancelled, plannedAt } = meeting;
  const { default: ical, ICalCalendarMethod, ICalEventStatus } = generator();
  const calendar = ical({
    prodId: { company: "Liaison", product: "Liaison", language: "EN" },
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id,
    sequence: cancelled ? 1 : 0,
    stamp: cancelled?.at ?? fixed?.at ?? plannedAt,
    ...span,
    summary: typed(title).text,
    organizer,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  return {
    name: `${ref}${cancelled ? "-cancelled" : ""}.ics`,
    mimetype: "text/calendar",
    // every line ends with CRLF, the last one too (RFC 5545, section 3.1)
    content: Buffer.from(`${calendar.toString()}\r\n`),
  };
}
