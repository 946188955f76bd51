import type { RoomId, UserId } from "#domain/primitives/ids.ts";
import type { Backoff } from "../../jobs/engine/backoff.ts";
import type { KnownRoom, PendingRoom, Storage } from "../../storage/index.ts";
import { type Homeserver, HomeserverError } from "../matrix/homeserver.ts";
import { powerLevels } from "../matrix/power-levels.ts";
import { createRoom, findMade, markers, stateOf } from "../matrix/room-state.ts";
import type { Log } from "../runtime/log.ts";

/**
 * Reads a room's encryption and join rules from the server: fail closed, so any doubt is "not safe".
 * Rejects with HomeserverError only where the server could not be asked.
 */
async function isSafe(homeserver: Homeserver, id: RoomId): Promise<boolean> {
  const encryption = await stateOf(homeserver, id, "m.room.encryption");
  const rules = await stateOf(homeserver, id, "m.room.join_rules");
  return encryption?.algorithm === "m.megolm.v1.aes-sha2" && rules?.join_rule === "invite";
}

/** A room that the bot made for something else never becomes a coordination room, whoever is in it. */
async function isOurs(homeserver: Homeserver, id: RoomId): Promise<boolean> {
  const creation = await stateOf(homeserver, id, "m.room.create");
  return creation === undefined || Object.values(markers).some((marker) => creation[marker] !== undefined);
}

/**
 * Finds out what a room is and whether it may be spoken in, and writes that down. A room that is no case's and no officer's
 * is a coordination room if only coordinators are in it or invited to it; anything else stays "unknown", where nothing works.
 * The state of a room that is safe is not asked for again: sync marks it unsafe as soon as it changes.
 */
export async function assess(homeserver: Homeserver, storage: Storage, id: RoomId): Promise<KnownRoom> {
  const before = await storage.transaction((tx) => tx.rooms.get(id));
  const safe = before?.safe === true || (await isSafe(homeserver, id));
  const settledKind = before?.kind === "case" || before?.kind === "private" || before?.kind === "closed";
  const foreign = !settledKind && safe && !(await isOurs(homeserver, id));
  return storage.transaction(async (tx) => {
    const known = (await tx.rooms.get(id)) ?? ({ roomId: id, kind: "unknown", safe: false } satisfies KnownRoom);
    const open = known.kind === "unknown" || known.kind === "coordination";
    const settled: KnownRoom = { ...known, safe, ...(open && { kind: await kindOf() }) };
    await tx.rooms.save(settled);
    return settled;

    async function kindOf(): Promise<"coordination" | "unknown"> {
      const others = (await tx.rooms.members(id)).filter((member) => member.userId !== homeserver.userId);
      const roles = await Promise.all(others.map(async (member) => (await tx.stores.roster.find(member.userId))?.role));
      return foreign && others.length > 0 && roles.every((role) => role === "coordinator") ? "coordination" : "unknown";
    }
  });
}

/** Makes the room that a case waits for, or finds the one that was made just before a crash. */
export async function makeCaseRoom(homeserver: Homeserver, storage: Storage, pending: PendingRoom): Promise<RoomId> {
  const made =
    (await findMade(homeserver, storage, (creation) => creation[markers.case] === pending.case)) ??
    (await createRoom(homeserver, {
      name: `${pending.ref} ${pending.words}`,
      creation: { [markers.case]: pending.case },
      powerLevels: powerLevels(pending.leads),
    }));
  await storage.transaction((tx) => tx.rooms.made(pending.case, made));
  return made;
}

/** The name under which the invitation of somebody to a room is waited for. */
export const invitation = (id: RoomId, user: UserId): string => `${id} ${user}`;

/**
 * Invites those whose invitation is pending; who is in the room already counts as invited. One failure does not keep the others
 * out. Resolves with those whom the homeserver refuses to invite, now or the last time.
 */
export async function invitePending(
  { homeserver, storage, log }: { readonly homeserver: Homeserver; readonly storage: Storage; readonly log: Log },
  backoff: Backoff,
  pending: PendingRoom & { readonly roomId: RoomId },
): Promise<readonly UserId[]> {
  const { roomId: id } = pending;
  const present = new Set((await storage.transaction((tx) => tx.rooms.members(id))).map((member) => member.userId));
  for (const user of pending.invite) {
    const what = invitation(id, user);
    if (!present.has(user)) {
      if (!backoff.may(what)) continue;
      const fault = await invite(homeserver, id, user);
      if (fault !== undefined) {
        log.fault("invite", fault, { roomId: id, status: fault.status, errcode: fault.errcode });
        backoff.failed(what, fault.permanent);
        continue;
      }
    }
    backoff.done(what);
    await storage.transaction((tx) => tx.rooms.invited(pending.case, user));
  }
  return pending.invite.filter((user) => backoff.isRefused(invitation(id, user)));
}

/**
 * Invites somebody, `direct` to a room of two; undefined if they are invited or in the room now. What the content says is
 * decided by the inviter (Matrix client-server API 1.16, `m.room.member`).
 */
export async function invite(homeserver: Homeserver, id: RoomId, user: UserId, direct = false): Promise<HomeserverError | undefined> {
  try {
    await homeserver.invite(id, user, direct);
    return undefined;
  } catch (fault) {
    if (!(fault instanceof HomeserverError)) throw fault;
    const membership = fault.permanent ? (await stateOf(homeserver, id, "m.room.member", user))?.membership : undefined;
    return membership === "join" || membership === "invite" ? undefined : fault;
  }
}
