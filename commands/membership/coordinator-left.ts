import type { Message } from "#domain/notices/message.ts";
import type { UserId } from "#domain/primitives/ids.ts";

/** What the coordinator `by` must know of one who is none any more: told in private, since a coordination room with them in it is silent. */
export const coordinatorLeft = (userId: UserId, by: UserId): Message => ({
  to: { officer: by },
  notice: { type: "coordinator-left", userId },
  mentions: [by],
});
