import { type RoomId, roomId } from "#domain/ids.ts";
import type { Storage, Transaction } from "../storage/index.ts";
import type { Encryption } from "./encryption/client.ts";
import { fillGap } from "./gap.ts";
import type { Homeserver } from "./homeserver.ts";
import {
  afterJoining,
  encryptedEvents,
  type JoinedRoom,
  type MemberChange,
  memberChanges,
  type RawEvent,
  type SyncResponse,
  syncFilter,
  touchesSafety,
} from "./sync-response.ts";

/** What one committed sync changed, for those who act on it. */
export interface Batch {
  /** Rooms with something new in the inbox. */
  readonly inbox: readonly RoomId[];
  /** Rooms whose members or governing state changed: nothing is sent there before they were assessed. */
  readonly changed: readonly RoomId[];
  readonly invites: readonly { readonly roomId: RoomId; readonly state: readonly RawEvent[] }[];
  /** How many to-device messages came: 100 means that there are more (Synapse hands out 100 at a time). */
  readonly toDevice: number;
}

export interface SyncDependencies {
  readonly homeserver: Homeserver;
  readonly storage: Storage;
  readonly encryption: Encryption;
  readonly now: () => Date;
  /** Aborted: an answer that comes yet is left for the next start. */
  readonly stopping: AbortSignal;
}

/**
 * One `/sync`: keys first, then one transaction with gap events, inbox rows, members and the token, so that a batch is
 * either stored whole or asked for again. `timeoutMs` is how long the server may wait for news.
 */
export async function syncOnce({ homeserver, storage, encryption, now, stopping }: SyncDependencies, timeoutMs: number): Promise<Batch> {
  const since = await storage.transaction((tx) => tx.sync.token());
  const answer = await homeserver.request<SyncResponse>(
    "GET",
    "/v3/sync",
    { filter: syncFilter, timeout: timeoutMs, ...(since !== undefined && { since }) },
    null,
    timeoutMs + 60_000,
  );
  stopping.throwIfAborted();
  const toDevice = answer.to_device?.events ?? [];
  await encryption.receive({
    toDevice,
    changed: answer.device_lists?.changed ?? [],
    left: answer.device_lists?.left ?? [],
    oneTimeKeys: answer.device_one_time_keys_count ?? {},
    ...(answer.device_unused_fallback_key_types && { unusedFallback: answer.device_unused_fallback_key_types }),
  });
  const known = new Set((await storage.transaction((tx) => tx.rooms.all())).map((room) => room.roomId));
  const rooms: RoomNews[] = [];
  for (const [id, joined] of Object.entries(answer.rooms?.join ?? {}))
    rooms.push(await readRoom(homeserver, roomId(id), joined, known.has(roomId(id)), since));
  const left = Object.keys(answer.rooms?.leave ?? {}).map(roomId);

  const inbox = await storage.transaction(async (tx) => {
    for (const room of rooms) await saveRoom(tx, room, now());
    for (const room of left) await tx.rooms.left(room);
    const fresh = await tx.inbox.insert(
      rooms.flatMap((room) => room.encrypted),
      now(),
    );
    await tx.sync.save(answer.next_batch);
    return fresh;
  });
  return {
    inbox,
    changed: rooms.filter((room) => room.isNew || room.unsettled || room.members.length > 0).map((room) => room.roomId),
    invites: Object.entries(answer.rooms?.invite ?? {}).map(([id, room]) => ({
      roomId: roomId(id),
      state: room.invite_state?.events ?? [],
    })),
    toDevice: toDevice.length,
  };
}

interface RoomNews {
  readonly roomId: RoomId;
  readonly isNew: boolean;
  readonly members: readonly MemberChange[];
  readonly encrypted: ReturnType<typeof encryptedEvents>;
  /** Its governing state changed, so it counts as unsafe until it was read anew. */
  readonly unsettled: boolean;
}

async function readRoom(
  homeserver: Homeserver,
  id: RoomId,
  joined: JoinedRoom,
  isKnown: boolean,
  since: string | undefined,
): Promise<RoomNews> {
  const state = joined.state?.events ?? [];
  const timeline = joined.timeline?.events ?? [];
  const gap =
    isKnown && since !== undefined && joined.timeline?.limited === true && joined.timeline.prev_batch !== undefined
      ? await fillGap(homeserver, id, joined.timeline.prev_batch, since)
      : [];
  const all = [...gap, ...state, ...timeline];
  const readable = isKnown ? [...gap, ...timeline] : afterJoining(timeline, homeserver.userId);
  return {
    roomId: id,
    isNew: !isKnown,
    members: memberChanges(all),
    encrypted: encryptedEvents(id, readable),
    unsettled: touchesSafety(all),
  };
}

async function saveRoom(tx: Transaction, room: RoomNews, now: Date): Promise<void> {
  if (room.isNew) await tx.rooms.save({ roomId: room.roomId, kind: "unknown", safe: false });
  else if (room.unsettled) {
    const known = await tx.rooms.get(room.roomId);
    if (known !== undefined) await tx.rooms.save({ ...known, safe: false });
  }
  if (room.members.length > 0) await tx.rooms.setMembers(room.roomId, room.members, now);
}
