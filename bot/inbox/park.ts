import type { InboxItem } from "../../storage/index.ts";
import { claimedPlace } from "../encryption/decrypt.ts";
import { originOf } from "../matrix/relation.ts";
import type { Runtime } from "../runtime/runtime.ts";

type Dependencies = Pick<Runtime, "storage" | "log" | "now">;

/** Sets a message aside that could not be handled, sealed; its room is told once, with a reference. */
export async function park({ storage, log, now }: Dependencies, item: InboxItem): Promise<void> {
  await storage.transaction(async (tx) => {
    if (!(await tx.inbox.hold(item.eventId))) return;
    const claimed = claimedPlace(JSON.parse(item.event));
    if (claimed !== undefined) await tx.inbox.claimPlace({ ...item, ...claimed });
    await tx.inbox.end(item.eventId, "parked", now());
    const place = await tx.rooms.place(item.roomId);
    if (place.where !== "nowhere")
      await tx.outbox.answer(
        { room: item.roomId, notice: { type: "broken", reference: item.eventId }, origin: originOf(item), asker: item.sender, prefix: "/" },
        now(),
      );
    await tx.audit.append({ action: "message", outcome: "failed", by: item.sender, eventId: item.eventId, content: {} }, now());
  });
  log.warn("parked", { eventId: item.eventId, roomId: item.roomId });
}
