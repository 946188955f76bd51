import type { Codes } from "#domain/codes/codes.ts";
import type { Meeting, Participant } from "#domain/meetings/meeting.ts";
import type { CaseId, Ref, UserId } from "#domain/primitives/ids.ts";
import type { Doing } from "./people.ts";

/** A meeting to be planned. `to`: who is asked beside the planner; absent: all members of the case, also later ones. */
export interface MeetingPlan {
  readonly title: string;
  readonly slots: readonly Date[];
  readonly minutes: number;
  /** IANA. */
  readonly zone: string;
  readonly to?: readonly UserId[];
}

/** Meetings and their reminders, written together. What is asked of a meeting is checked by `domain/meetings/meeting.ts`. */
export interface Meetings {
  /** Who is a member of the case now. */
  people(of: CaseId, now: Date): Promise<readonly (Participant & { readonly country?: string })[]>;
  plan(of: CaseId, plan: MeetingPlan, by: UserId, now: Date): Promise<Meeting>;
  find(of: CaseId, ref: Ref<"MEET">, now: Date): Promise<Meeting | undefined>;
  /** The same; until the transaction ends nobody else changes it. */
  hold(of: CaseId, ref: Ref<"MEET">, now: Date): Promise<Meeting | undefined>;
  /** Newest first. `total` counts all. */
  list(of: CaseId, most: number, now: Date): Promise<{ readonly meetings: readonly Meeting[]; readonly total: number }>;
  /** In place of what this person voted before. */
  vote(of: CaseId, ref: Ref<"MEET">, slots: readonly number[], doing: Doing): Promise<Meeting>;
  /** The reminders follow. */
  fix(of: CaseId, ref: Ref<"MEET">, slot: number, doing: Doing): Promise<Meeting>;
  /** No reminder comes any more. */
  cancel(of: CaseId, ref: Ref<"MEET">, reason: string, doing: Doing): Promise<Meeting>;
  /** By its own id, with the codes of its case. */
  withCase(id: string, now: Date): Promise<{ readonly case: CaseId; readonly codes: Codes; readonly meeting: Meeting } | undefined>;
}
