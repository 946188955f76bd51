import type { InboxItem, Transaction } from "../../storage/index.ts";
import { claimedPlace } from "../encryption/decrypt.ts";
import { originOf } from "../matrix/relation.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { isBeheaded } from "../sync/event-text.ts";

type Dependencies = Pick<Runtime, "storage" | "log" | "now">;

/** Sets a message aside that could not be handled, sealed; its room is told, with a reference. */
export async function park({ storage, log, now }: Dependencies, item: InboxItem): Promise<void> {
  await storage.transaction(async (tx) => {
    if (!(await tx.inbox.hold(item.eventId))) return;
    const claimed = claimedPlace(JSON.parse(item.event));
    if (claimed !== undefined) await tx.inbox.claimPlace({ ...item, ...claimed });
    await tx.inbox.end(item.eventId, "parked", now());
    await tell(tx, item, now());
    await tx.audit.append({ action: "message", outcome: "failed", by: item.sender, eventId: item.eventId, content: {} }, now());
  });
  log.warn("parked", { eventId: item.eventId, roomId: item.roomId });
}

/** Of what no client could have sent, and a homeserver could make up by the thousand, it is told as of all that is damaged: once, then counted. */
async function tell(tx: Transaction, item: InboxItem, now: Date): Promise<void> {
  const { eventId, roomId: room, sender } = item;
  if ((await tx.rooms.place(room)).where === "nowhere") return;
  const origin = originOf(item);
  const damaged = { type: "undecryptable", reason: "malformed" } as const;
  if (!isBeheaded(JSON.parse(item.event) as object))
    await tx.outbox.answer({ room, notice: { type: "broken", reference: eventId }, origin, asker: sender, prefix: "/" }, now);
  else if (await tx.inbox.unread({ eventId, room, sender, notice: damaged, origin }, now))
    await tx.outbox.answer({ room, notice: damaged, origin, asker: sender, prefix: "/" }, now);
}
