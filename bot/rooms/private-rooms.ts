import type { RoomId, UserId } from "#domain/primitives/ids.ts";
import type { Storage, Transaction } from "../../storage/index.ts";
import { type Homeserver, HomeserverError } from "../matrix/homeserver.ts";
import { powerLevels } from "../matrix/power-levels.ts";
import { createRoom, findMade, markers } from "../matrix/room-state.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { assess, invite } from "./assess.ts";

type Dependencies = Pick<Runtime, "homeserver" | "storage" | "log" | "now">;

/** The officer of a private room in which, and invited to which, is nobody but them and the bot `me`; else undefined. */
export async function officerIn(tx: Transaction, id: RoomId, me: UserId): Promise<UserId | undefined> {
  const place = await tx.rooms.place(id);
  if (place.where !== "private") return undefined;
  const alone = (await tx.rooms.members(id)).every(({ userId }) => userId === me || userId === place.officer);
  return alone ? place.officer : undefined;
}

/** Makes an officer's own room, or takes the one that was made for somebody just before a crash. Nobody is invited yet. */
export async function makePrivateRoom({ homeserver, storage, now }: Dependencies, officer: UserId): Promise<RoomId> {
  const made =
    (await findMade(
      homeserver,
      storage,
      (creation) => creation[markers.private] === true,
      (id) => isBlank(homeserver, id),
    )) ?? (await createRoom(homeserver, { name: "Liaison, private", creation: { [markers.private]: true }, powerLevels: powerLevels([]) }));
  await storage.transaction((tx) => tx.rooms.madePrivate(officer, made, now()));
  return made;
}

/** Made by the bot, and nobody else was ever in it or invited to it: so it is nobody's yet. */
async function isBlank(homeserver: Homeserver, id: RoomId): Promise<boolean> {
  const state = await homeserver.state(id);
  const people = state.filter(({ type }) => type === "m.room.member").map((event) => event.state_key);
  const maker = state.find(({ type }) => type === "m.room.create")?.sender;
  return maker === homeserver.userId && people.length === 1 && people[0] === homeserver.userId;
}

/** Rejects with HomeserverError if the officer could not be invited. */
export async function invitePrivately({ homeserver, storage }: Dependencies, officer: UserId, id: RoomId): Promise<void> {
  const fault = await invite(homeserver, id, officer, true);
  if (fault !== undefined) throw fault;
  await storage.transaction((tx) => tx.rooms.invitedPrivately(id));
}

/**
 * Looks at a private room after any change. One that is not safe, whose officer left, declined or is on the roster no
 * more, or in which a third is, is closed for good, and the bot leaves it. True if it is private still.
 */
export async function keepPrivate({ homeserver, storage, log }: Dependencies, id: RoomId): Promise<boolean> {
  const room = await assess(homeserver, storage, id);
  if (room.kind === "private") {
    const kept = await storage.transaction(async (tx) => {
      if ((await officerIn(tx, id, homeserver.userId)) !== undefined) return true;
      await tx.rooms.close(id);
      return false;
    });
    if (kept) return true;
    log.warn("private room closed", { roomId: id });
  }
  await leave(homeserver, storage, id);
  return false;
}

async function leave(homeserver: Homeserver, storage: Storage, id: RoomId): Promise<void> {
  try {
    // Sync tells of it, and the room is forgotten.
    await homeserver.leave(id);
  } catch (fault) {
    if (!(fault instanceof HomeserverError && fault.permanent)) throw fault;
    await storage.transaction((tx) => tx.rooms.left(id));
  }
}
