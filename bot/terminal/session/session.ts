import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type RoomId, roomId, type UserId } from "#domain/primitives/ids.ts";
import { type Encryption, MachineDied, UntrustedMembers } from "../../encryption/client.ts";
import { HomeserverError, type SendingHomeserver } from "../../matrix/homeserver.ts";
import { afterJoining, isJoining, type JoinedRoom, memberChanges, objects } from "../../matrix/sync-response.ts";
import { keyedQueue } from "../../runtime/keyed-queue.ts";
import { backfill } from "../../sync/backfill.ts";
import { keyMaterial } from "../../sync/key-material.ts";
import { joinedMembers } from "./members.ts";
import type { Received } from "./received.ts";
import { localName } from "./recovery.ts";
import { openRoomBook, type Room, type RoomBook } from "./room-book.ts";
import { persist, sendEvent } from "./send.ts";
import { openTimeline } from "./timeline.ts";

/** Whom a session tells what happens. Texts and names are as the homeserver has them. */
export interface Hearer {
  /** `past`: it was there before this session began. */
  message(message: Received, past: boolean): void;
  /** Came in by an invitation, which is always followed. */
  joined(room: Room): void;
  left(room: Room): void;
  /** All news of one answer have been told. */
  settled(): void;
  /** The homeserver stopped (or began again) to answer; told on change only. */
  connection(up: boolean): void;
  /** Nothing more will come. */
  over(sentence: string): void;
}

/** An officer's client: rooms, messages in order, encrypted sending. */
export interface Session {
  readonly me: UserId;
  readonly rooms: RoomBook;
  /** How many messages wait for their keys. */
  readonly waiting: number;
  /** Encrypts for the verified devices of the members; messages of one room go in order. Resolves with the event's id; rejects with NotSent. */
  send(room: RoomId, content: object): Promise<string>;
  stop(): void;
}

/** Why nothing was sent: its message is the sentence to show. */
export class NotSent extends Error {}

const pollMs = 30_000;
const pauseMs = 1_000;
const nothing = { not_types: ["*"] };
/** Synapse answers the same first sync from its memory for two minutes, so each session asks with a word of its own. */
const filterWith = (word: string): string =>
  JSON.stringify({
    presence: { ...nothing, not_senders: [`@${word}:invalid`] },
    account_data: nothing,
    room: {
      timeline: { limit: 50 },
      state: { types: ["m.room.name", "m.room.member", "m.room.encryption"] },
      ephemeral: nothing,
      account_data: nothing,
    },
  });

/** Reads what is there and goes on until `stop`. Rejects with HomeserverError when the first answer does not come. */
export async function openSession(homeserver: SendingHomeserver, encryption: Encryption, hearer: Hearer): Promise<Session> {
  const me = homeserver.userId;
  const filter = filterWith(randomUUID());
  const rooms = openRoomBook(me);
  const timeline = openTimeline(encryption, me, hearer.message);
  const lane = keyedQueue();
  const followed = new Set<UserId>();
  let since: string | undefined;
  let stopped = false;

  async function sync(waitMs: number): Promise<void> {
    const answer = await homeserver.sync({ filter, since, waitMs });
    if (stopped) return;
    await encryption.receive(keyMaterial(answer));
    for (const id of Object.keys(answer.rooms?.invite ?? {})) await join(id);
    for (const id of Object.keys(answer.rooms?.leave ?? {})) {
      const gone = rooms.drop(id);
      if (gone !== undefined) hearer.left(gone);
    }
    for (const [id, joined] of Object.entries(answer.rooms?.join ?? {})) await take(roomId(id), joined);
    since = answer.next_batch;
    const members = [...new Set(rooms.all.flatMap((room) => room.members))].filter((member) => !followed.has(member));
    if (members.length > 0) await encryption.track(members);
    for (const member of members) followed.add(member);
    await timeline.read();
    hearer.settled();
  }

  /** An invitation that can no longer be followed is none. */
  const join = (id: string): Promise<unknown> =>
    homeserver.join(roomId(id)).catch((fault: unknown) => {
      if (!(fault instanceof HomeserverError && fault.permanent)) throw fault;
    });

  async function take(id: RoomId, joined: JoinedRoom): Promise<void> {
    const { events, limited, prev_batch: from } = { ...joined.timeline, events: objects(joined.timeline?.events) };
    const known = rooms.get(id) !== undefined;
    const missed =
      limited && known && since !== undefined && from !== undefined ? (await backfill(homeserver, id, { from, to: since })).events : [];
    const all = [...missed, ...events];
    const state = objects(joined.state?.events);
    const isNew = rooms.apply(id, [...missed, ...state, ...events]);
    if (known && memberChanges(state).length > 0) rooms.setMembers(id, await joinedMembers(homeserver, id));
    const room = rooms.get(id);
    if (isNew && since !== undefined && room !== undefined) hearer.joined(room);
    const own = all.some((event) => isJoining(event, me)) ? afterJoining(all, me) : all;
    for (const event of own) timeline.take(id, event, since === undefined);
  }

  async function follow(): Promise<void> {
    for (let up = true; !stopped; ) {
      try {
        await sync(up ? pollMs : 0);
        if (!up) hearer.connection(true);
        up = true;
      } catch (fault) {
        if (stopped) return;
        if (!(fault instanceof HomeserverError)) return hearer.over(sentenceOf(fault));
        if (fault.status === 401) return hearer.over("The homeserver has ended this session: start the terminal again.");
        if (up) hearer.connection(false);
        up = false;
        await sleep(fault.retryAfterMs ?? pauseMs);
      }
    }
  }

  await sync(0);
  void follow();
  return {
    me,
    rooms,
    get waiting() {
      return timeline.waiting;
    },
    send: (id, content) =>
      lane.run(id, async () => {
        const room = rooms.get(id);
        if (room === undefined) throw new NotSent("Not sent: you are no longer in that room.");
        if (!room.encrypted) throw new NotSent("Not sent: this room is not encrypted.");
        try {
          const encrypted = await persist(() => encryption.encrypt(id, room.members, "m.room.message", content));
          return await sendEvent(homeserver, id, encrypted);
        } catch (fault) {
          throw new NotSent(notSent(fault));
        }
      }),
    stop() {
      stopped = true;
    },
  };
}

const sentenceOf = (fault: unknown): string =>
  fault instanceof MachineDied
    ? "The encryption of this terminal has failed: start it again."
    : "This terminal has failed: start it again.";

function notSent(fault: unknown): string {
  if (fault instanceof UntrustedMembers)
    return `Not sent: the identity of ${fault.userIds.map(localName).join(", ")} has changed, and somebody else might read along. Tell your coordinator.`;
  if (fault instanceof HomeserverError) return `Not sent: the homeserver refused it (${fault.status} ${fault.errcode}).`;
  return `Not sent. ${sentenceOf(fault)}`;
}
