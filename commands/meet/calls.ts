import type { Meeting } from "#domain/meetings/meeting.ts";
import type { Notice } from "#domain/notices/index.ts";
import type { Message, Origin } from "#domain/notices/message.ts";
import type { CaseId, UserId } from "#domain/primitives/ids.ts";

/** Who typed the command, and where its thread begins. */
interface Caller {
  readonly by: UserId;
  readonly origin?: Origin;
}

/** A call that rings for the participants but the one who typed the command; none if they are alone. */
export function call(of: CaseId, { participants }: Meeting, notice: Notice, { by, origin }: Caller): readonly Message[] {
  const mentions = participants.map(({ userId }) => userId).filter((userId) => userId !== by);
  return mentions.length === 0 ? [] : [{ to: { case: of }, notice, mentions, ...(origin && { origin }) }];
}
