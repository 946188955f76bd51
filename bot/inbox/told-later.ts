import type { Transaction } from "../../storage/index.ts";
import type { Runtime } from "../runtime/runtime.ts";

type Dependencies = Pick<Runtime, "storage" | "log" | "now">;

/**
 * Tells senders of messages of theirs that did not come, under the one that did, each gap once; and how many more there were
 * of those that could not be taken. Whether something was held back, or never left a client, nobody here can know: the
 * sender can.
 */
export async function tellLater({ storage, log, now }: Dependencies): Promise<void> {
  const due = await storage.read(async (tx) => (await tx.inbox.hasGapsDue(now())) || (await tx.inbox.hasUnreadDue(now())));
  if (!due) return;
  const missing = await storage.transaction(async (tx) => {
    await tellUnread(tx, now());
    const gaps = await tx.inbox.takeGapsDue(now());
    for (const { room, sender, origin, missing: count } of gaps) {
      if ((await tx.rooms.place(room)).where === "nowhere") continue;
      await tx.outbox.answer({ room, notice: { type: "messages-missing", count }, origin, asker: sender, prefix: "/" }, now());
    }
    return gaps;
  });
  for (const { room, origin, missing: count } of missing) log.warn("messages missing", { roomId: room, eventId: origin.event, count });
}

async function tellUnread(tx: Transaction, now: Date): Promise<void> {
  for (const { room, sender, notice, origin, more } of await tx.inbox.takeUnreadDue(now)) {
    const counted = { ...notice, more };
    if (counted.type === "not-taken-here" || counted.type === "plaintext-command")
      await tx.outbox.send({ to: { officer: sender }, notice: counted }, now);
    else if ((await tx.rooms.place(room)).where !== "nowhere")
      await tx.outbox.answer({ room, notice: counted, origin, asker: sender, prefix: "/" }, now);
  }
}
