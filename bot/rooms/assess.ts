import type { RoomId, UserId } from "#domain/primitives/ids.ts";
import { ailmentsOf, type Governing, judgeRoom } from "#domain/rooms/ailments.ts";
import type { Backoff } from "../../jobs/engine/backoff.ts";
import type { KnownRoom, PendingRoom, Storage, Transaction } from "../../storage/index.ts";
import { type Homeserver, HomeserverError } from "../matrix/homeserver.ts";
import { powerLevels } from "../matrix/power-levels.ts";
import { createRoom, findMade, governingOf, markers, stateOf } from "../matrix/room-state.ts";
import type { Log } from "../runtime/log.ts";

/** A room as it was found, and how it is called, if it is. */
export interface Assessed extends KnownRoom {
  readonly name?: string;
}

/**
 * Finds out what a room is and whether it may be spoken in, and writes that down. A room that is no case's and no officer's
 * is a coordination room if only coordinators are in it or invited to it; anything else stays "unknown", where nothing works.
 * It fails closed: a state that cannot be read has everything against it. What sync brings while the state is read counts: then it
 * is read again. The state of a room that is safe is not asked for: sync marks it unsafe as soon as it may have changed. Rejects with
 * HomeserverError only where the server could not be asked.
 */
export async function assess(homeserver: Homeserver, storage: Storage, id: RoomId): Promise<Assessed> {
  for (;;) {
    const before = await storage.transaction((tx) => tx.rooms.get(id));
    const state = before?.safe === true && before.kind !== "unknown" ? undefined : await governingOf(homeserver, id);
    const found = await storage.transaction((tx) => judge(tx, homeserver.userId, { id, before, state }));
    if ((before?.revision ?? 0) === (found.revision ?? 0)) return { ...found, ...nameIn(state) };
  }
}

interface Looked {
  readonly id: RoomId;
  /** As it was when its state was asked for. */
  readonly before: KnownRoom | undefined;
  /** Absent: there was no need to ask. */
  readonly state: Governing | undefined;
}

async function judge(tx: Transaction, me: UserId, { id, before, state }: Looked): Promise<KnownRoom> {
  const known = (await tx.rooms.get(id)) ?? ({ roomId: id, kind: "unknown", safe: false } satisfies KnownRoom);
  const settled = known.kind === "case" || known.kind === "private" || known.kind === "closed";
  const ours = settled || (state !== undefined && isOurs(state));
  const { against, tolerated } =
    state === undefined ? { against: [], tolerated: known.tolerated } : judgeRoom(ailmentsOf(state, known.ended), ours, known.tolerated);
  const safe = against.length === 0;
  const kind = settled
    ? known.kind
    : safe && !(state !== undefined && isOurs(state)) && (await onlyCoordinators(tx, me, id))
      ? "coordination"
      : "unknown";
  const { ails: _, tolerated: __, ...rest } = known;
  return tx.rooms.save({
    ...rest,
    kind,
    safe,
    revision: before?.revision ?? 0,
    ...(against.length > 0 && { ails: against }),
    ...(tolerated && { tolerated }),
  });
}

/** A room that the bot made for something else never becomes a coordination room, whoever is in it. */
function isOurs(state: Governing): boolean {
  const creation = state["m.room.create"];
  return creation === undefined || Object.values(markers).some((marker) => creation[marker] !== undefined);
}

async function onlyCoordinators(tx: Transaction, me: UserId, id: RoomId): Promise<boolean> {
  const others = (await tx.rooms.members(id)).filter((member) => member.userId !== me);
  const roles = await Promise.all(others.map(async (member) => (await tx.stores.roster.find(member.userId))?.role));
  return others.length > 0 && roles.every((role) => role === "coordinator");
}

const nameIn = (state: Governing | undefined): { readonly name?: string } => {
  const name = state?.["m.room.name"]?.name;
  return typeof name === "string" && name !== "" ? { name } : {};
};

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
