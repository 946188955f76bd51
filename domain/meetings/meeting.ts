import type { Ref, UserId } from "#domain/primitives/ids.ts";
import { type Failed, fail } from "#domain/primitives/result.ts";
import { zoneName } from "#domain/time/zone.ts";

/** Somebody whom the meeting concerns, with the IANA zone of their clock. */
export interface Participant {
  readonly userId: UserId;
  readonly zone: string;
}
/** The slots, counted from 1, that suit somebody; none: no slot does. */
export interface Vote {
  readonly by: UserId;
  readonly slots: readonly number[];
}
/** A meeting as its case sees it. */
export interface Meeting {
  /** Our own UUIDv7, by which calendars know the meeting. */
  readonly id: string;
  readonly ref: Ref<"MEET">;
  readonly title: string;
  readonly minutes: number;
  /** IANA zone in which it was planned. */
  readonly zone: string;
  /** Slot 1 first, in the order in which they were typed. */
  readonly slots: readonly Date[];
  readonly by: UserId;
  readonly plannedAt: Date;
  /** Those of the people asked who are members of the case now. */
  readonly participants: readonly Participant[];
  readonly votes: readonly Vote[];
  readonly fixed?: { readonly slot: number; readonly by: UserId; readonly at: Date };
  readonly cancelled?: { readonly by: UserId; readonly at: Date; readonly reason: string };
}

/** The zones in which its times are shown, each once: that of the plan first. */
export const zonesOf = ({ zone, participants }: Meeting): readonly string[] => [
  ...new Set([zone, ...participants.map((one) => one.zone)].map(zoneName)),
];

/** When it begins and ends; undefined while no slot is fixed. */
export function spanOf({ fixed, slots, minutes }: Meeting): { readonly start: Date; readonly end: Date } | undefined {
  const start = fixed && slots[fixed.slot - 1];
  return start && { start, end: new Date(start.getTime() + minutes * 60_000) };
}

/** For each slot the participants whom it suits; a vote of somebody who is no participant any more does not count. */
export function tally(meeting: Meeting): readonly (readonly UserId[])[] {
  const votes = countedVotes(meeting);
  return meeting.slots.map((_, index) => votes.flatMap(({ by, slots }) => (slots.includes(index + 1) ? [by] : [])));
}
/** The votes of those who are participants now. */
export const countedVotes = ({ votes, participants }: Meeting): readonly Vote[] =>
  votes.filter(({ by }) => participants.some(({ userId }) => userId === by));

/** Why this person cannot vote for these slots now; undefined if they can. */
export function whyNoVote(meeting: Meeting, by: UserId, slots: readonly number[], now: Date): Failed | undefined {
  if (!meeting.participants.some(({ userId }) => userId === by)) return fail({ code: "not-participant", ref: meeting.ref });
  return decided(meeting, now) ?? slots.map((slot) => refusedSlot(meeting, slot, now)).find((failed) => failed);
}
/** Why this slot cannot be fixed now; undefined if it can. */
export const whyNoFix = (meeting: Meeting, slot: number, now: Date): Failed | undefined =>
  decided(meeting, now) ?? refusedSlot(meeting, slot, now);
/** Why the meeting cannot be cancelled now; undefined if it can. */
export function whyNoCancel(meeting: Meeting, now: Date): Failed | undefined {
  const span = spanOf(meeting);
  if (meeting.cancelled) return fail({ code: "meeting-ended", ref: meeting.ref, how: "cancelled" });
  return span && span.end <= now ? fail({ code: "meeting-ended", ref: meeting.ref, how: "over" }) : undefined;
}

function decided(meeting: Meeting, now: Date): Failed | undefined {
  const ended = whyNoCancel(meeting, now);
  if (ended || !meeting.fixed) return ended;
  return fail({ code: "meeting-fixed", ref: meeting.ref, slot: meeting.fixed.slot });
}

function refusedSlot({ ref, slots }: Meeting, slot: number, now: Date): Failed | undefined {
  const at = slots[slot - 1];
  if (at === undefined) return fail({ code: "no-slot", ref, slot, last: slots.length });
  return at <= now ? fail({ code: "past", typed: `slot ${slot}`, now }) : undefined;
}
