import { countedVotes, type Meeting, spanOf, tally } from "#domain/meetings/meeting.ts";
import type { MeetingNotice } from "#domain/notices/meetings.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import { calendarFile } from "./parts/calendar.ts";
import type { Views } from "./parts/define.ts";
import { count, numberOf } from "./parts/facts.ts";
import { command, dots, join, lines, nothing, own, type Piece, paged, person, text, typed } from "./parts/html.ts";
import { clock, everyClock, slotTable } from "./parts/slot-table.ts";

/** `"Sinkhole consultation" · 60 min` */
const facts = ({ title, minutes }: Meeting): Piece => dots([text`"${typed(title)}"`, text`${minutes} min`]);
const start = (meeting: Meeting): Date | undefined => spanOf(meeting)?.start;
const cancelled = (meeting: Meeting): Piece => text`${own(meeting.ref)} cancelled: ${typed(meeting.cancelled?.reason ?? "", 500)}`;
const turnout = (meeting: Meeting): Piece => text`${countedVotes(meeting).length} of ${meeting.participants.length} voted`;
const toVote = ({ ref, slots }: Meeting, prefix: string): Piece =>
  text`Vote: ${command(prefix, own(`meet vote ${numberOf(ref)} ${slots.length > 1 ? "1,2" : "1"}`))} or ${command(prefix, own(`meet vote ${numberOf(ref)} none`))}`;

const names = (people: readonly UserId[]): Piece => join(people.map(person), ", ");

/** Below `head` for each slot how many it suits, and whom; with `zone`, on its clock. */
function tallied(head: Piece, meeting: Meeting, zone?: string): Piece {
  const rows = tally(meeting).map((voters, index) => {
    const at = meeting.slots[index];
    const slot = zone === undefined || at === undefined ? text`slot ${index + 1}` : text`${index + 1}. ${clock(at, zone)}`;
    return dots([slot, count(voters.length, "vote"), names(voters)]);
  });
  const nowhere = countedVotes(meeting).flatMap(({ by, slots }) => (slots.length === 0 ? [by] : []));
  const end = dots([turnout(meeting), nowhere.length === 0 ? nothing : text`no slot suits ${names(nowhere)}`]);
  return paged(head, [end, ...rows], 0, (left) => text`… and ${left} more.`);
}

function state(meeting: Meeting, zone: string, now: Date): Piece {
  const span = spanOf(meeting);
  if (meeting.cancelled) return text`cancelled: ${typed(meeting.cancelled.reason, 100)}`;
  if (!span) return dots([count(meeting.slots.length, "slot"), turnout(meeting)]);
  return dots([own(span.end <= now ? "over" : "fixed"), clock(span.start, zone)]);
}

/** `in 15 minutes`, `in 24 hours`; for one that has begun when. */
function left(from: Date, now: Date): Piece {
  const minutes = Math.round((from.getTime() - now.getTime()) / 60_000);
  if (minutes < 1) return own(minutes > -1 ? "begins now" : "has begun");
  return minutes < 120 ? text`begins in ${count(minutes, "minute")}` : text`begins in ${count(Math.round(minutes / 60), "hour")}`;
}

export const meetings: Views<MeetingNotice> = {
  "meeting-saved": ({ meeting }, { prefix }) =>
    lines([text`${own(meeting.ref)} saved · ${facts(meeting)}`, slotTable(meeting), toVote(meeting, prefix)]),
  "meeting-vote-wanted": ({ meeting }, { prefix }) =>
    lines([text`${own(meeting.ref)} ${facts(meeting)}: please vote on ${count(meeting.slots.length, "slot")}.`, toVote(meeting, prefix)]),
  "meeting-voted": ({ meeting, by, zone }) => {
    const mine = meeting.votes.find((vote) => vote.by === by)?.slots ?? [];
    const head = text`${own(meeting.ref)} vote saved · ${own(mine.length === 0 ? "none" : mine.join(","))} · ${facts(meeting)}`;
    return tallied(head, meeting, zone);
  },
  "meeting-fixed": ({ meeting, overlaps = [] }) => {
    const at = start(meeting);
    return lines([
      text`${own(meeting.ref)} fixed · slot ${meeting.fixed?.slot ?? 0} · ${facts(meeting)}`,
      at ? everyClock(at, meeting) : nothing,
      ...overlaps.map(({ ref, people }) => text`At the same time ${own(ref)} is fixed for ${names(people)}.`),
    ]);
  },
  "meeting-cancelled": ({ meeting }) => {
    const at = start(meeting);
    return lines([cancelled(meeting), dots([facts(meeting), at ? clock(at, meeting.zone) : nothing])]);
  },
  "meeting-calendar": ({ meeting }) => {
    const file = calendarFile(meeting);
    return { ...own(file.name), file };
  },
  "meeting-reminder": ({ meeting, now }) => {
    const at = start(meeting);
    return lines([text`${own(meeting.ref)} ${at ? left(at, now) : nothing} · ${facts(meeting)}`, at ? everyClock(at, meeting) : nothing]);
  },
  "meeting-shown": ({ meeting }) => {
    const at = start(meeting);
    const head = lines([
      dots([own(meeting.ref), facts(meeting), text`planned by ${person(meeting.by)}`]),
      meeting.cancelled ? cancelled(meeting) : nothing,
      at ? lines([text`Fixed at slot ${meeting.fixed?.slot ?? 0}:`, everyClock(at, meeting)]) : slotTable(meeting),
    ]);
    return tallied(head, meeting);
  },
  "meeting-list": (n, { prefix }) =>
    paged(
      n.total === 0 ? text`This case has no meetings.` : text`${count(n.total, "meeting")}, newest first:`,
      n.meetings.map((one) => dots([own(one.ref), facts(one), state(one, n.zone, n.now)])),
      n.total - n.meetings.length,
      (more) => text`… and ${more} more: ${command(prefix, own("meet show <id>"))}`,
    ),
};
