import type { RoomId, UserId } from "#domain/ids.ts";
import type { InboxItem, Storage } from "../storage/index.ts";
import type { Encryption } from "./encryption/client.ts";
import { type Handling, handleMessage } from "./handle.ts";
import { intake } from "./intake.ts";
import type { Log } from "./log.ts";
import type { Serial } from "./serial.ts";
import { refuseUnreadable, type Unreadable, waitForKey } from "./unreadable.ts";

export interface InboundDependencies extends Handling {
  readonly storage: Storage;
  readonly encryption: Encryption;
  readonly log: Log;
  readonly now: () => Date;
  readonly me: UserId;
  /** One lock per room for reading, so that its commands run in order. */
  readonly rooms: Serial;
  readonly fatal: (fault: unknown) => boolean;
}

export interface Inbound {
  /** Something new is in these rooms' inboxes. */
  kick(rooms: readonly RoomId[]): void;
  /** Keys of these Megolm sessions came, or were withheld. */
  retry(sessions: readonly string[]): void;
  /** Looks at what waits for a key and is due. */
  tick(caughtUp: Date): void;
  stop(): Promise<void>;
}

/** An input that fails this often is parked: set aside sealed, and reported. */
const mostAttempts = 3;
const pauseMs = [200, 1_000, 5_000];

/** Handles what is in the inbox: per room in order, rooms side by side; each item in one transaction. */
export function startInbound(deps: InboundDependencies): Inbound {
  const { storage, encryption, log, rooms, now } = deps;
  let stopped = false;

  async function drain(room: RoomId): Promise<void> {
    while (!stopped) {
      const begun = await storage.transaction(async (tx) => {
        const item = await tx.inbox.next(room);
        return item && { item, attempts: await tx.inbox.begin(item.eventId) };
      });
      if (begun === undefined) return;
      await once(begun.item, begun.attempts);
    }
  }

  async function once(item: InboxItem, attempts: number): Promise<void> {
    try {
      if (attempts > mostAttempts) await park(item);
      else await read(item, undefined);
    } catch (fault) {
      if (deps.fatal(fault)) {
        stopped = true;
        return;
      }
      log.fault("handling", fault, { eventId: item.eventId, attempts });
      await new Promise((resolve) => setTimeout(resolve, pauseMs[attempts - 1] ?? 0));
    }
  }

  async function park(item: InboxItem): Promise<void> {
    await storage.transaction(async (tx) => {
      await tx.inbox.end(item.eventId, "parked", now());
      const place = await tx.rooms.place(item.roomId);
      if (place.where !== "nowhere")
        await tx.outbox.answer({ room: item.roomId }, { say: "broken", reference: item.eventId }, item.eventId, "/", now());
      await tx.audit.append({ action: "message", outcome: "failed", by: item.sender, eventId: item.eventId, content: {} }, now());
    });
    log.warn("parked", { eventId: item.eventId, roomId: item.roomId });
    deps.committed();
  }

  /** `waiting` tells that it waited for its key, and how often that was looked for. */
  async function read(item: InboxItem, waiting: { readonly retries: number; readonly caughtUp: Date } | undefined): Promise<void> {
    const raw = JSON.parse(item.event) as Record<string, unknown>;
    let decrypted = await encryption.decrypt(raw, item.roomId);
    if (!decrypted.ok && !encryption.queriedAfter(item.sender, item.receivedAt)) {
      // A properly signed officer is unknown until his keys were asked for after the event came.
      await encryption.track([item.sender]);
      decrypted = await encryption.decrypt(raw, item.roomId);
    }
    if (!decrypted.ok) return unreadable(item, decrypted, waiting);
    const taken = intake(decrypted, item.sender === deps.me);
    if (taken.take === "ignore") {
      await storage.transaction((tx) => tx.inbox.end(item.eventId, "ignored", now()));
      return log.debug("ignored", { eventId: item.eventId, reason: taken.reason });
    }
    await handleMessage(deps, { item, taken, decrypted, sentAt: sentAt(raw, item) });
  }

  async function unreadable(
    item: InboxItem,
    failure: Unreadable,
    waiting: { readonly retries: number; readonly caughtUp: Date } | undefined,
  ): Promise<void> {
    if (failure.why === "missing-key") await waitForKey(deps, item, failure, waiting);
    else await refuseUnreadable(deps, item, failure);
    deps.committed();
  }

  function again(filter: { readonly due: Date } | { readonly session: string }, caughtUp: Date): void {
    storage
      .transaction((tx) => tx.inbox.waiting(filter))
      .then((items) => {
        for (const item of items) queue(item.roomId, () => read(item, { retries: item.retries, caughtUp }));
      })
      .catch((fault: unknown) => void (deps.fatal(fault) || log.fault("waiting", fault)));
  }

  let lastCaughtUp = now();
  function queue(room: RoomId, task: () => Promise<void>): void {
    if (stopped) return;
    rooms.run(`in ${room}`, task).catch((fault: unknown) => void (deps.fatal(fault) || log.fault("inbound", fault, { roomId: room })));
  }

  return {
    kick(changed) {
      for (const room of changed) queue(room, () => drain(room));
    },
    retry(sessions) {
      for (const session of sessions) again({ session }, lastCaughtUp);
    },
    tick(caughtUp) {
      lastCaughtUp = caughtUp;
      again({ due: now() }, caughtUp);
    },
    async stop() {
      stopped = true;
      await rooms.idle();
    },
  };
}

function sentAt(raw: Readonly<Record<string, unknown>>, item: InboxItem): Date {
  const stamp = raw.origin_server_ts;
  return typeof stamp === "number" ? new Date(stamp) : item.receivedAt;
}
