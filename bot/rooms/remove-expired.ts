import type { RoomId } from "#domain/primitives/ids.ts";
import type { RoomOwed } from "../../storage/index.ts";
import type { Runtime } from "../runtime/runtime.ts";

type Dependencies = Pick<Runtime, "homeserver" | "storage" | "now">;

/** Removes from a case's room whose time in the case has run out, and says so there. Rejects with HomeserverError. */
export async function removeExpired(
  { homeserver, storage, now }: Dependencies,
  owed: RoomOwed & { readonly roomId: RoomId },
): Promise<void> {
  for (const user of owed.remove) {
    await homeserver.kick(owed.roomId, user);
    await storage.transaction(async (tx) => {
      // What sync will tell as well: what is said from now on is not for him.
      await tx.rooms.setMembers(owed.roomId, [{ userId: user, membership: "leave" }], now());
      const { codes } = await tx.stores.cases.get(owed.case);
      await tx.outbox.send({ to: { case: owed.case }, notice: { type: "case-member-ended", ref: owed.ref, userId: user, codes } }, now());
      await tx.audit.append({ action: "case member ended", outcome: "done", case: owed.case, content: { userId: user } }, now());
    });
  }
}
