import { type CaseId, caseId, type RoomId, roomId } from "#domain/ids.ts";
import type { KnownRoom, RoomOwed, Storage } from "../storage/index.ts";
import { type Homeserver, HomeserverError } from "./homeserver.ts";
import { powerLevels } from "./power-levels.ts";

/** Names the case in its room's creation event, so that a room made just before a crash is found again instead of made twice. */
const marker = "org.liaison.case";

const room = (id: RoomId) => `/v3/rooms/${encodeURIComponent(id)}`;

/**
 * Reads a room's encryption and join rules from the server: fail closed, so any doubt is "not safe".
 * Rejects with HomeserverError only where the server could not be asked.
 */
async function isSafe(homeserver: Homeserver, id: RoomId): Promise<boolean> {
  const encryption = await state(homeserver, id, "m.room.encryption");
  const rules = await state(homeserver, id, "m.room.join_rules");
  return encryption?.algorithm === "m.megolm.v1.aes-sha2" && rules?.join_rule === "invite";
}

async function state(homeserver: Homeserver, id: RoomId, type: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    return await homeserver.request("GET", `${room(id)}/state/${type}/`);
  } catch (error) {
    if (error instanceof HomeserverError && error.permanent) return undefined;
    throw error;
  }
}

/**
 * Finds out what a room is and whether it may be spoken in, and writes that down. A room that is no case's is a
 * coordination room if only coordinators are in it or invited to it; anything else stays "unknown", where nothing works.
 * The state of a room that is safe is not asked for again: sync marks it unsafe as soon as it changes.
 */
export async function assess(homeserver: Homeserver, storage: Storage, id: RoomId): Promise<KnownRoom> {
  const before = await storage.transaction((tx) => tx.rooms.get(id));
  const safe = before?.safe === true || (await isSafe(homeserver, id));
  return storage.transaction(async (tx) => {
    const known = (await tx.rooms.get(id)) ?? ({ roomId: id, kind: "unknown", safe: false } satisfies KnownRoom);
    const settled: KnownRoom = { ...known, safe, ...(known.case === undefined && known.kind !== "private" && { kind: await kindOf() }) };
    await tx.rooms.save(settled);
    return settled;

    async function kindOf(): Promise<"coordination" | "unknown"> {
      const others = (await tx.rooms.members(id)).filter((member) => member.userId !== homeserver.userId);
      const roles = await Promise.all(others.map(async (member) => (await tx.stores.roster.find(member.userId))?.role));
      return safe && others.length > 0 && roles.every((role) => role === "coordinator") ? "coordination" : "unknown";
    }
  });
}

/** Makes the room that a case waits for, or finds the one that was made just before a crash. */
export async function makeCaseRoom(homeserver: Homeserver, storage: Storage, owed: RoomOwed): Promise<RoomId> {
  const made = (await findMade(homeserver, storage, owed.case)) ?? (await createCaseRoom(homeserver, owed));
  await storage.transaction((tx) => tx.rooms.made(owed.case, made));
  return made;
}

/**
 * Version 12, so that the bot alone governs it as creator; encrypted from its first event. `private_chat` makes no
 * invitee a creator (design 5, rooms).
 */
async function createCaseRoom(homeserver: Homeserver, owed: RoomOwed): Promise<RoomId> {
  const made = await homeserver.request<{ room_id: string }>("POST", "/v3/createRoom", null, {
    room_version: "12",
    preset: "private_chat",
    visibility: "private",
    name: `${owed.ref} ${owed.words}`,
    creation_content: { [marker]: owed.case },
    initial_state: [
      { type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } },
      { type: "m.room.history_visibility", state_key: "", content: { history_visibility: "joined" } },
      { type: "m.room.guest_access", state_key: "", content: { guest_access: "forbidden" } },
      { type: "m.room.join_rules", state_key: "", content: { join_rule: "invite" } },
    ],
    power_level_content_override: powerLevels(owed.leads),
  });
  return roomId(made.room_id);
}

/** Joined rooms that we know of no case's: one of them may carry the marker of this case. */
async function findMade(homeserver: Homeserver, storage: Storage, of: CaseId): Promise<RoomId | undefined> {
  const { joined_rooms: joined } = await homeserver.request<{ joined_rooms: readonly string[] }>("GET", "/v3/joined_rooms");
  const taken = new Set(
    (await storage.transaction((tx) => tx.rooms.all())).filter((known) => known.case !== undefined).map((known) => known.roomId),
  );
  for (const id of joined.map(roomId).filter((candidate) => !taken.has(candidate))) {
    const creation = await state(homeserver, id, "m.room.create");
    const marked = creation?.[marker];
    if (typeof marked === "string" && caseId(marked) === of) return id;
  }
  return undefined;
}

/**
 * Invites who is owed an invitation; who is in the room already counts as invited. One refusal does not keep the others
 * out: it rejects with the last HomeserverError after all were tried.
 */
export async function inviteOwed(homeserver: Homeserver, storage: Storage, owed: RoomOwed & { readonly roomId: RoomId }): Promise<void> {
  let refused: HomeserverError | undefined;
  const present = new Set((await storage.transaction((tx) => tx.rooms.members(owed.roomId))).map((member) => member.userId));
  for (const user of owed.invite) {
    try {
      if (!present.has(user)) await homeserver.request("POST", `${room(owed.roomId)}/invite`, null, { user_id: user });
      await storage.transaction((tx) => tx.rooms.invited(owed.case, user));
    } catch (fault) {
      if (!(fault instanceof HomeserverError)) throw fault;
      refused = fault;
    }
  }
  if (refused !== undefined) throw refused;
}

export const join = (homeserver: Homeserver, id: RoomId): Promise<unknown> =>
  homeserver.request("POST", `/v3/join/${encodeURIComponent(id)}`, null, {});
