import type { CaseId, UserId } from "#domain/ids.ts";
import type { Meeting } from "#domain/meeting.ts";
import type { Notice, Origin, Say } from "#domain/notice.ts";

/** A call that rings for the participants but the one who typed the command; none if he is alone. */
export function call(of: CaseId, meeting: Meeting, by: UserId, notice: Notice, origin?: Origin): readonly Say[] {
  const rings = meeting.participants.map(({ userId }) => userId).filter((userId) => userId !== by);
  return rings.length === 0 ? [] : [{ to: { case: of }, notice, rings, ...(origin && { origin }) }];
}
