import { type RoomId, userId } from "#domain/primitives/ids.ts";
import type { Encryption } from "../../encryption/client.ts";
import type { RawEvent } from "../../matrix/sync-response.ts";
import { placeOf } from "../../outbox/chain.ts";
import { openOrder, sentenceOf } from "./order.ts";
import { type Origin, type Received, received } from "./received.ts";

/** Turns events into messages, per room in their order. */
export interface Timeline {
  /** `past`: from before this start, whose key is here or will hardly come. Other events than messages are passed over. */
  take(room: RoomId, event: RawEvent, past: boolean): void;
  /** Reads what has been taken, as far as the keys are here. Rejects when the encryption machine is poisoned. */
  read(): Promise<void>;
  /** How many messages wait for their keys. */
  readonly waiting: number;
}

interface Waiting extends Origin {
  readonly raw: object;
  readonly past: boolean;
  readonly since: number;
}

/** So long a message without its key holds those behind it, in milliseconds. */
const timeoutMs = 10_000;
const mostLate = 200;
const reasons = {
  removed: "it was removed",
  "missing-key": "its key has not come",
  unverified: "its sender's device is not verified",
  "changed-identity": "its sender's identity has changed",
  "wrong-sender": "it is not from whom it says",
  malformed: "it is damaged",
} as const;

export function openTimeline(
  encryption: Pick<Encryption, "decrypt" | "onRoomKeys">,
  me: Parameters<typeof received>[3],
  tell: (message: Received, past: boolean) => void,
): Timeline {
  const rooms = new Map<RoomId, Waiting[]>();
  const order = openOrder();
  let late: Waiting[] = [];
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  /** False if it shall be tried again. */
  async function tryOne(one: Waiting, again: boolean): Promise<boolean> {
    const decrypted = await encryption.decrypt(one.raw, one.room);
    if (decrypted.ok) {
      const message = received(origin(one), decrypted.type, decrypted.content, me);
      const disorder = disorderOf(one, decrypted.content, again);
      if (message !== undefined) tell({ ...message, ...(disorder && { disorder }) }, one.past);
      return true;
    }
    if (decrypted.why === "missing-key") {
      if (again || (!one.past && Date.now() - one.since < timeoutMs)) return false;
      late = [...late, one].slice(-mostLate);
    }
    order.pass(one.room, one.sender);
    tell({ ...origin(one), kind: "unreadable", text: reasons[decrypted.why], calls: false }, one.past);
    return true;
  }
  function disorderOf({ room, sender }: Waiting, content: Readonly<Record<string, unknown>>, again: boolean): string | undefined {
    const said = placeOf(content);
    if (said === undefined) return undefined;
    if (again) return void order.late(room, sender, said);
    const disorder = order.take(room, sender, said);
    return disorder && sentenceOf(disorder);
  }
  async function round(): Promise<void> {
    clearTimeout(timer);
    for (const [room, queue] of rooms) {
      for (let head = queue[0]; head !== undefined && (await tryOne(head, false)); head = queue[0]) queue.shift();
      if (queue.length === 0) rooms.delete(room);
    }
    const tried = late;
    late = [];
    for (const one of tried) if (!(await tryOne(one, true))) late.push(one);
    if (rooms.size > 0) timer = setTimeout(() => void timeline.read().catch(() => {}), timeoutMs / 10).unref();
  }

  const timeline: Timeline = {
    take(room, event, past) {
      const from = originOf(room, event);
      if (from === undefined || event.state_key !== undefined) return;
      if (event.type === "m.room.message" && !isRemoved(event)) tell({ ...from, kind: "unprotected", text: "", calls: false }, past);
      if (event.type !== "m.room.encrypted") return;
      if (isRemoved(event)) return order.pass(room, from.sender);
      const queue = rooms.get(room) ?? [];
      rooms.set(room, queue);
      queue.push({ ...from, raw: event, past, since: Date.now() });
    },
    read() {
      running = running.then(round, round);
      return running;
    },
    get waiting() {
      return [...rooms.values()].reduce((sum, queue) => sum + queue.length, 0);
    },
  };
  encryption.onRoomKeys(() => void timeline.read().catch(() => {}));
  return timeline;
}

const origin = ({ room, eventId, sender, at, sentHere }: Waiting): Origin => ({ room, eventId, sender, at, sentHere });
/** A removed message keeps its event without content. */
const isRemoved = ({ content }: RawEvent): boolean => typeof content !== "object" || content === null || Object.keys(content).length === 0;

function originOf(room: RoomId, event: RawEvent): Origin | undefined {
  const sender = typeof event.sender === "string" ? userId(event.sender) : undefined;
  if (sender === undefined || typeof event.event_id !== "string") return undefined;
  const at = typeof event.origin_server_ts === "number" ? event.origin_server_ts : Date.now();
  // only the device that has sent an event is told under which transaction
  const sentHere = typeof event.unsigned === "object" && event.unsigned !== null && "transaction_id" in event.unsigned;
  return { room, eventId: event.event_id, sender, at, sentHere };
}
