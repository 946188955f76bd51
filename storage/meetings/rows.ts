import type { Meeting, Participant, Vote } from "#domain/meetings/meeting.ts";
import type { Ref, UserId } from "#domain/primitives/ids.ts";
import type { Row } from "../database.ts";
import { openJson, type ScopeKey } from "../sealing/sealed.ts";

/** What only the case's key opens. */
export type MeetingBody = Pick<Meeting, "title" | "minutes" | "zone" | "slots" | "by" | "fixed" | "cancelled"> & {
  readonly to?: readonly UserId[];
};
/** The columns of `MeetingSelected`. */
export const meetingColumns = ["id", "number", "planned_at", "body"] as const;
export type MeetingSelected = Row<"meeting", (typeof meetingColumns)[number]>;

/** The cell of a meeting's body. */
export const meetingCell = (row: string) => ({ table: "liaison.meeting", column: "body", row });
/** The cell of a vote's body. */
export const voteCell = (meeting: string, userKey: Uint8Array) => ({
  table: "liaison.meeting_vote",
  column: "body",
  row: `${meeting} ${Buffer.from(userKey).toString("hex")}`,
});
/** Opens a meeting's body. */
export const meetingBody = (key: ScopeKey, { id, body }: MeetingSelected): MeetingBody => openJson<MeetingBody>(key, meetingCell(id), body);
/** What people type and read. */
export const meetingRef = (number: number): Ref<"MEET"> => `MEET-${number}`;

/** A meeting as its row, those who were asked and their votes tell it. */
export function meetingOf(
  { id, number, planned_at }: MeetingSelected,
  { to, ...body }: MeetingBody,
  members: readonly Participant[],
  votes: readonly Vote[],
): Meeting {
  const asked = members.filter(({ userId }) => to === undefined || userId === body.by || to.includes(userId));
  const participants = asked.map(({ userId, zone }) => ({ userId, zone }));
  return { id, ref: meetingRef(number), ...body, plannedAt: planned_at, participants, votes };
}
