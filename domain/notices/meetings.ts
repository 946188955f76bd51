import type { Codes } from "#domain/codes/codes.ts";
import type { Meeting } from "#domain/meetings/meeting.ts";
import type { Overlap } from "#domain/meetings/overlaps.ts";
import type { MeetingReminder } from "#domain/meetings/reminders.ts";
import { earliest, nothing, type Policies } from "#domain/notices/define-policy.ts";
import type { UserId } from "#domain/primitives/ids.ts";

/** One meeting, under the codes of its case. */
interface One {
  readonly meeting: Meeting;
  readonly codes: Codes;
}

export type MeetingNotice =
  | ({ readonly type: "meeting-saved" } & One)
  /** A call for the participants, below the slots. */
  | ({ readonly type: "meeting-vote-wanted" } & One)
  /** Times are shown on a clock in `zone` (IANA). */
  | ({ readonly type: "meeting-voted"; readonly by: UserId; readonly zone: string } & One)
  /** The schedule: in answer, and as a call for the participants. */
  | ({ readonly type: "meeting-fixed"; readonly overlaps?: readonly Overlap[] } & One)
  | ({ readonly type: "meeting-cancelled" } & One)
  /** The iCalendar file of a meeting that is fixed, or that was and is cancelled. */
  | ({ readonly type: "meeting-calendar" } & One)
  /** A call for the participants. */
  | ({ readonly type: "meeting-reminder"; readonly kind: MeetingReminder; readonly now: Date } & One)
  | ({ readonly type: "meeting-shown" } & One)
  /** Newest first; `total` counts all. */
  | {
      readonly type: "meeting-list";
      readonly meetings: readonly Meeting[];
      readonly total: number;
      readonly zone: string;
      readonly now: Date;
      readonly codes: Codes;
    };

/** A meeting is for its case by its codes, and as old as its plan. */
const planned = { labelled: true, hears: "case", oldest: ({ meeting }: One): Date => meeting.plannedAt, shows: nothing } as const;

export const meetingPolicies: Policies<MeetingNotice> = {
  "meeting-saved": planned,
  "meeting-vote-wanted": planned,
  "meeting-voted": planned,
  "meeting-fixed": planned,
  "meeting-cancelled": planned,
  "meeting-calendar": planned,
  "meeting-reminder": planned,
  "meeting-shown": planned,
  "meeting-list": {
    labelled: true,
    hears: "case",
    oldest: ({ meetings }, said) =>
      earliest(
        said,
        meetings.map(({ plannedAt }) => plannedAt),
      ),
    shows: nothing,
  },
};
