import type { RoomId } from "#domain/primitives/ids.ts";
import type { PendingRoom } from "../../storage/index.ts";
import type { Runtime } from "../runtime/runtime.ts";

type Dependencies = Pick<Runtime, "homeserver" | "storage" | "now">;

/** Removes from a case's room whose time in the case has run out, and says so there. Rejects with HomeserverError. */
export async function removeExpired(
  { homeserver, storage, now }: Dependencies,
  pending: PendingRoom & { readonly roomId: RoomId },
): Promise<void> {
  for (const user of pending.remove) {
    await homeserver.kick(pending.roomId, user);
    await storage.transaction(async (tx) => {
      // What sync will tell as well: what is said from now on is not for them.
      await tx.rooms.setMembers(pending.roomId, [{ userId: user, membership: "leave" }], now());
      const { codes } = await tx.stores.cases.get(pending.case);
      await tx.outbox.send(
        { to: { case: pending.case }, notice: { type: "case-member-ended", ref: pending.ref, userId: user, codes } },
        now(),
      );
      await tx.audit.append({ action: "case member ended", outcome: "done", case: pending.case, content: { userId: user } }, now());
    });
  }
}
