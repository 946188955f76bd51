import { type RoomId, roomId, type UserId, userId } from "#domain/primitives/ids.ts";
import type { Invitation, Transaction } from "../../storage/index.ts";
import type { Encryption } from "../encryption/client.ts";
import { type Homeserver, HomeserverError } from "../matrix/homeserver.ts";
import {
  afterJoining,
  encryptedEvents,
  endsRoom,
  inboxEvents,
  inviterOf,
  isJoining,
  type JoinedRoom,
  type MemberChange,
  memberChanges,
  objects,
  type RawEvent,
  type SyncResponse,
  syncFilter,
  touchesSafety,
} from "../matrix/sync-response.ts";
import type { Echoes } from "../outbox/echoes.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { type Backfill, backfill } from "./backfill.ts";
import { type IdleSync, openIdleSync } from "./idle-sync.ts";
import { keyMaterial } from "./key-material.ts";
import { receiveKeys } from "./receive-keys.ts";
import { saveMembers } from "./save-members.ts";
import { shaped } from "./sync-shape.ts";

/** What one committed sync changed, for those who act on it. */
export interface Batch {
  /** Rooms with something new in the inbox. */
  readonly inbox: readonly RoomId[];
  /** Rooms whose members or governing state changed: nothing is sent there before they were assessed. */
  readonly changed: readonly RoomId[];
  /** Rooms with somebody in them whose devices or identity changed: nothing is read there before that was looked at. */
  readonly devices: readonly RoomId[];
  /** Invitations came that are to be followed. */
  readonly invited: boolean;
  /** How many to-device messages came: 100 means that there are more (Synapse hands out 100 at a time). */
  readonly toDevice: number;
}

export interface SyncDependencies extends Pick<Runtime, "storage" | "log" | "now"> {
  readonly homeserver: Pick<Homeserver, "userId" | "sync" | "members" | "messages">;
  readonly encryption: Pick<Encryption, "receive">;
  readonly echoes: Pick<Echoes, "read">;
  /** Aborted: an answer that comes yet is left for the next start. */
  readonly stopping: AbortSignal;
}

/** Where the last committed batch has brought us. */
interface Standing {
  readonly since: string | undefined;
  /** Rooms that the database knows for certain; of others it is asked. */
  readonly known: ReadonlySet<RoomId>;
  /** When the database last learned of it, by a clock that only grows; undefined: not by this process. */
  readonly savedAt: number | undefined;
}

/** So long, in milliseconds, the token of syncs that brought nothing is kept in memory alone: a crash only asks for them again. */
const unsavedMs = 10_000;

/**
 * Gives the function that does one `/sync`: keys first, then one transaction with gap events, inbox rows, members and the
 * token, so that a batch is either stored whole or asked for again. `timeoutMs` is how long the server may wait for news. Never two at once.
 */
export function openSync(deps: SyncDependencies): (timeoutMs: number) => Promise<Batch> {
  // Kept to save the question; after any fault only the database knows where we stand.
  let standing: Standing | undefined;
  const idle = openIdleSync();
  return async (timeoutMs) => {
    const from = standing ?? {
      since: await deps.storage.transaction((tx) => tx.sync.token()),
      known: new Set<RoomId>(),
      savedAt: undefined,
    };
    standing = undefined;
    const { batch, reached } = await syncOnce({ ...deps, idle }, from, timeoutMs);
    standing = reached;
    return batch;
  };
}

async function syncOnce(
  deps: SyncDependencies & { readonly idle: IdleSync },
  { since, known, savedAt }: Standing,
  timeoutMs: number,
): Promise<{ batch: Batch; reached: Standing }> {
  const { homeserver, storage, log, now, stopping } = deps;
  const answer = shaped(await homeserver.sync({ filter: syncFilter, since, waitMs: timeoutMs }));
  stopping.throwIfAborted();
  // without it the same batch would never be asked for again
  if (answer.next_batch === "") throw new HomeserverError(0, "LIAISON_UNREADABLE");
  if (answer.to_device?.untaken) log.warn("to-device messages are nested too deep", { count: answer.to_device.untaken });
  const news = keyMaterial(answer);
  if (deps.idle.learns(news)) {
    await receiveKeys(deps, news);
    deps.idle.took(news);
  }
  const joins = Object.entries(answer.rooms?.join ?? {});
  const unsure = joins.map(([id]) => roomId(id)).filter((id) => !known.has(id));
  const found = unsure.length === 0 ? [] : await storage.transaction((tx) => knownAmong(tx, unsure));
  const rooms: RoomNews[] = [];
  for (const [id, joined] of joins) {
    const room = roomId(id);
    rooms.push(await readRoom(deps, room, joined, { isKnown: known.has(room) || found.includes(room), since }));
  }
  const left = Object.keys(answer.rooms?.leave ?? {}).map(roomId);

  const invites = invitesOf(answer, homeserver.userId);
  const told = invites.length + news.toDevice.length + news.changed.length + left.length > 0 || rooms.some(tells);
  const back = await deps.echoes.read(rooms.flatMap(({ own }) => own));
  const keep = told || savedAt === undefined || performance.now() - savedAt >= unsavedMs;
  const { inbox, devices, followed } = keep
    ? await storage.transaction(async (tx) => {
        for (const room of rooms) await saveRoom(tx, room, now());
        for (const room of left) await tx.rooms.left(room);
        await tx.invitations.forget([...left, ...rooms.map((room) => room.roomId)]);
        const followed = invites.length === 0 ? 0 : await tx.invitations.keep(invites, now());
        const said = rooms.flatMap((room) => room.said);
        const changed = news.changed.flatMap((user) => userId(user) ?? []);
        const [fresh, , , touched] = await Promise.all([
          tx.inbox.insert(said, now()),
          tx.sync.save(answer.next_batch),
          tx.echoes.came(back, now()),
          changed.length === 0 ? [] : tx.rooms.of(changed),
        ]);
        return { inbox: fresh, devices: touched, followed };
      })
    : { inbox: [], devices: [], followed: 0 };
  // one line, however many they are
  if (followed < invites.length) log.info("invitations ignored", { count: invites.length - followed });
  const batch: Batch = {
    inbox,
    devices,
    changed: rooms.filter((room) => room.isNew || room.unsettled || room.members.length > 0).map((room) => room.roomId),
    invited: followed > 0,
    toDevice: news.toDevice.length,
  };
  const there = new Set([...known, ...rooms.map((room) => room.roomId)]);
  for (const room of left) there.delete(room);
  return { batch, reached: { since: answer.next_batch, known: there, savedAt: keep ? performance.now() : savedAt } };
}

/** Whether there is anything of the room to be written down. */
const tells = (room: RoomNews): boolean => room.isNew || room.unsettled || room.members.length + room.said.length + room.own.length > 0;

async function knownAmong(tx: Transaction, ids: readonly RoomId[]): Promise<readonly RoomId[]> {
  const known: RoomId[] = [];
  for (const id of ids) if ((await tx.rooms.get(id)) !== undefined) known.push(id);
  return known;
}

/** Who invites us where; whoever hides who they are is not followed anyway. */
const invitesOf = (answer: SyncResponse, me: UserId): readonly Invitation[] =>
  Object.entries(answer.rooms?.invite ?? {}).flatMap(([id, room]) => {
    const inviter = inviterOf(objects(room.invite_state?.events), me);
    return inviter === undefined ? [] : [{ room: roomId(id), inviter }];
  });

interface RoomNews {
  readonly roomId: RoomId;
  readonly isNew: boolean;
  readonly members: readonly MemberChange[];
  /** Of others. */
  readonly said: ReturnType<typeof inboxEvents>;
  /** Our own messages, which come back to us. */
  readonly own: ReturnType<typeof inboxEvents>;
  /** Its governing state changed, so it counts as unsafe until it was read anew. */
  readonly unsettled: boolean;
  /** Another room replaces it from now on. */
  readonly ended: boolean;
}

async function readRoom(
  { homeserver, log }: SyncDependencies,
  id: RoomId,
  joined: JoinedRoom,
  { isKnown, since }: { isKnown: boolean; since: string | undefined },
): Promise<RoomNews> {
  const me = homeserver.userId;
  const timeline = objects(joined.timeline?.events);
  const before = joined.timeline?.limited === true ? joined.timeline.prev_batch : undefined;
  const entered = (event: RawEvent) => !isKnown && isJoining(event, me);
  let missed: Backfill = { events: [], whole: true };
  // what came before the first sync, or before we joined, was not meant for us
  if (before !== undefined && since !== undefined && !timeline.some(entered))
    missed = await backfill(homeserver, id, { from: before, to: since }, entered);
  if (!missed.whole) log.warn("gap left", { roomId: id, count: missed.events.length });
  const all = [...missed.events, ...objects(joined.state?.events), ...timeline];
  const told = [...missed.events, ...timeline];
  const forUs = isKnown ? told : afterJoining(told, me);
  const stated = isKnown ? memberChanges(objects(joined.state?.events)) : [];
  return {
    roomId: id,
    isNew: !isKnown,
    members: [...memberChanges(all), ...(stated.length > 0 ? await currentOf(homeserver, id, stated) : [])],
    own: encryptedEvents(
      id,
      forUs.filter((event) => event.sender === me),
    ),
    said: inboxEvents(
      id,
      forUs.filter((event) => event.sender !== me),
    ),
    unsettled: touchesSafety(all),
    ended: endsRoom(all),
  };
}

/**
 * What the named members are now. The state in a later sync is that before its timeline, and where two events forked the room
 * it may be older than what an earlier sync brought: a member who was removed would be one again.
 */
async function currentOf(
  homeserver: Pick<Homeserver, "members">,
  id: RoomId,
  stated: readonly MemberChange[],
): Promise<readonly MemberChange[]> {
  const answer = await homeserver.members(id);
  const now = new Map(memberChanges(objects(answer.chunk)).map(({ userId: user, membership }) => [user, membership]));
  const named = new Set(stated.map(({ userId: user }) => user));
  return [...named].map((user) => ({ userId: user, membership: now.get(user) ?? "leave" }));
}

async function saveRoom(tx: Transaction, room: RoomNews, now: Date): Promise<void> {
  if (room.isNew) await tx.rooms.save({ roomId: room.roomId, kind: "unknown", safe: false });
  if (room.unsettled) await tx.rooms.changed(room.roomId, room.ended);
  await saveMembers(tx, room.roomId, room.members, now);
}
