import type { Storage } from "../../storage/index.ts";
import type { Log } from "../runtime/log.ts";

/** So long an answer waits for its officer to join their private room (design 3, Answers). */
const timeoutMs = 24 * 3_600_000;

/**
 * Drops answers and records that nobody came for, by name in audit and log; the command can be typed again. A call waits on:
 * what it reminds of does not pass by itself, and nothing else would tell of it.
 */
export async function expireUnread({
  storage,
  log,
  now,
}: {
  readonly storage: Storage;
  readonly log: Log;
  readonly now: () => Date;
}): Promise<void> {
  const dropped = await storage.transaction(async (tx) => {
    const items = await tx.outbox.unreadSince(new Date(now().getTime() - timeoutMs));
    for (const { id, about } of items) {
      await tx.outbox.drop(id, now());
      await tx.audit.append({ action: "private message", outcome: "failed", ...(about && { case: about }), content: { id } }, now());
    }
    return items;
  });
  for (const { id } of dropped) log.warn("private message dropped", { outboxId: id });
}
