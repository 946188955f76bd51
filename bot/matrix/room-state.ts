import type { RoomId } from "#domain/primitives/ids.ts";
import type { Governing } from "#domain/rooms/ailments.ts";
import type { Storage } from "../../storage/index.ts";
import { type Homeserver, HomeserverError } from "./homeserver.ts";

/**
 * Written into the creation event of each room that the bot makes, so that one made just before a crash is found again
 * instead of made twice: the case's id, and for a private room nothing but that it is one.
 */
export const markers = { case: "org.liaison.case", private: "org.liaison.private" } as const;

/** Content of a state event; undefined if there is none. Rejects with HomeserverError where the server could not be asked. */
export async function stateOf(
  homeserver: Homeserver,
  id: RoomId,
  type: string,
  key = "",
): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    return await homeserver.stateContent(id, type, key);
  } catch (error) {
    if (error instanceof HomeserverError && error.permanent) return undefined;
    throw error;
  }
}

/**
 * The state of a room that concerns the room itself, by type, all of one moment; empty where we may not read it. Rejects with
 * HomeserverError where the server could not be asked.
 */
export async function governingOf(homeserver: Pick<Homeserver, "state">, id: RoomId): Promise<Governing> {
  try {
    const events = await homeserver.state(id);
    return Object.fromEntries(
      events.flatMap(({ type, state_key: key, content }) =>
        typeof type === "string" && key === "" && typeof content === "object" && content !== null ? [[type, { ...content }]] : [],
      ),
    );
  } catch (error) {
    if (error instanceof HomeserverError && error.permanent) return {};
    throw error;
  }
}

/**
 * Makes a room that the bot alone governs as its creator: version 12, encrypted from its first event. `private_chat` makes
 * no invitee a creator (design 5, rooms).
 */
export async function createRoom(
  homeserver: Homeserver,
  room: { readonly name: string; readonly creation: Readonly<Record<string, unknown>>; readonly powerLevels: object },
): Promise<RoomId> {
  return homeserver.createRoom({
    room_version: "12",
    preset: "private_chat",
    visibility: "private",
    name: room.name,
    creation_content: room.creation,
    initial_state: [
      { type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } },
      { type: "m.room.history_visibility", state_key: "", content: { history_visibility: "joined" } },
      { type: "m.room.guest_access", state_key: "", content: { guest_access: "forbidden" } },
      { type: "m.room.join_rules", state_key: "", content: { join_rule: "invite" } },
    ],
    power_level_content_override: room.powerLevels,
  });
}

/** The first joined room of no known kind whose creation event is one that is looked for, and for which `test` holds. */
export async function findMade(
  homeserver: Homeserver,
  storage: Storage,
  is: (creation: Readonly<Record<string, unknown>>) => boolean,
  test: (id: RoomId) => Promise<boolean> = async () => true,
): Promise<RoomId | undefined> {
  const joined = await homeserver.joinedRooms();
  const known = await storage.transaction((tx) => tx.rooms.all());
  const taken = new Set(known.filter(({ kind }) => kind !== "unknown").map((one) => one.roomId));
  for (const id of joined.filter((candidate) => !taken.has(candidate))) {
    const creation = await stateOf(homeserver, id, "m.room.create");
    if (creation !== undefined && is(creation) && (await test(id))) return id;
  }
  return undefined;
}
