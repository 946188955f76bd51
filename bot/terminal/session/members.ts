import { type RoomId, type UserId, userId } from "#domain/primitives/ids.ts";
import type { Homeserver } from "../../matrix/homeserver.ts";

/**
 * Who is in, as the homeserver says it now. Two events at once fork a room, and the second one comes with the state as it
 * was before the first: a member who has just joined would be out again, or one who has left be in (seen; the
 * specification's `state_after` mends it). Rejects with HomeserverError.
 */
export async function joinedMembers(homeserver: Pick<Homeserver, "joinedMembers">, room: RoomId): Promise<readonly UserId[]> {
  const { joined } = await homeserver.joinedMembers(room);
  return Object.keys(joined ?? {}).flatMap((member) => userId(member) ?? []);
}
