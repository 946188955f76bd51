import { type Meeting, spanOf } from "#domain/meetings/meeting.ts";
import type { Ref, UserId } from "#domain/primitives/ids.ts";

/** Another meeting that is fixed for the same time, and who is asked to both. */
export interface Overlap {
  readonly ref: Ref<"MEET">;
  readonly people: readonly UserId[];
}

/** Which of these meetings, of the same case, share a minute and a participant with this one; those that touch it do not. */
export function overlaps(meeting: Meeting, others: readonly Meeting[]): readonly Overlap[] {
  const span = spanOf(meeting);
  if (span === undefined) return [];
  const mine = new Set(meeting.participants.map(({ userId }) => userId));
  return others.flatMap((other) => {
    const its = other.id === meeting.id || other.cancelled ? undefined : spanOf(other);
    if (its === undefined || its.start >= span.end || its.end <= span.start) return [];
    const people = other.participants.map(({ userId }) => userId).filter((userId) => mine.has(userId));
    return people.length === 0 ? [] : [{ ref: other.ref, people }];
  });
}
