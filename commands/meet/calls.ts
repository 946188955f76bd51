import type { Meeting } from "#domain/meetings/meeting.ts";
import type { Notice } from "#domain/notices/index.ts";
import type { Message, Origin } from "#domain/notices/message.ts";
import type { CaseId, UserId } from "#domain/primitives/ids.ts";

/** A call that rings for the participants but the one who typed the command; none if he is alone. */
export function call(of: CaseId, meeting: Meeting, by: UserId, notice: Notice, origin?: Origin): readonly Message[] {
  const rings = meeting.participants.map(({ userId }) => userId).filter((userId) => userId !== by);
  return rings.length === 0 ? [] : [{ to: { case: of }, notice, mentions: rings, ...(origin && { origin }) }];
}
