import { setTimeout as sleep } from "node:timers/promises";
import type { EventId, RoomId } from "#domain/primitives/ids.ts";
import { type Pauses, pauseAfter } from "#domain/time/pauses.ts";
import { understand } from "../../commands/framework/understand.ts";
import { commands } from "../../commands/index.ts";
import { type InboxItem, isOutage } from "../../storage/index.ts";
import type { Encryption } from "../encryption/client.ts";
import { type Homeserver, HomeserverError } from "../matrix/homeserver.ts";
import { originOf } from "../matrix/relation.ts";
import type { KeyedQueue } from "../runtime/keyed-queue.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { isBeheaded } from "../sync/event-text.ts";
import { fetchAttachedFile } from "./attached-file.ts";
import { type Guarded, handleMessage } from "./handle.ts";
import { intake } from "./intake.ts";
import { park } from "./park.ts";
import { tellLater } from "./told-later.ts";
import { firstLook, keyTimeoutMs, type Looks, refuseUndecryptable, waitForKey } from "./undecryptable.ts";
import { handleUnencrypted } from "./unencrypted.ts";

export interface InboxDependencies extends Guarded, Pick<Runtime, "fatal"> {
  readonly encryption: Pick<Encryption, "decrypt" | "track" | "queriedAfter">;
  readonly homeserver: Pick<Homeserver, "event" | "download">;
  /** One lock per room for reading, so that its commands run in order. */
  readonly rooms: KeyedQueue;
  /** False while a room is being looked at: nothing is read there meanwhile. `wake` tells of its end. */
  readonly isSettled: (room: RoomId) => boolean;
}

export interface InboxHandler {
  /** Something new is in these rooms' inboxes. */
  wake(rooms: readonly RoomId[]): void;
  /** Keys of these Megolm sessions came, or were withheld. */
  retry(sessions: readonly string[]): void;
  /**
   * Every second: looks at what waits for a key and is due, the first time at all that waits; now and then at what nobody
   * told of. `caughtUp`: since when every sync brought all the to-device messages that there were.
   */
  tick(caughtUp: Date | undefined): void;
  stop(): Promise<void>;
}

/** An input that fails this often is parked: set aside sealed, and reported. */
const mostAttempts = 3;
const pauses: Pauses = [200, 1_000, 5_000];
/** Ticks between looks at all rooms, for what a lost answer of the database has hidden. */
const ticksToAll = 30;
/** Ticks between looks for what senders are yet to be told. */
const ticksToTell = 5;

/** Handles what is in the inbox: per room in order, rooms side by side; each item in one transaction. */
export function startInbox(deps: InboxDependencies): InboxHandler {
  const { storage, encryption, log, rooms, now } = deps;
  const stopping = new AbortController();
  const stopped = () => stopping.signal.aborted;
  /** Items that wait for their key and stand in a room's line already. */
  const inLine = new Set<EventId>();
  /** Rooms whose line broke off, and sessions whose key came while their room was not settled. */
  const brokenOff = new Set<RoomId>();
  const missed = new Set<string>();
  let caughtUp: Date | undefined;
  let ticks = 0;

  async function drain(room: RoomId): Promise<void> {
    while (!stopped() && deps.isSettled(room)) {
      const item = await storage.transaction((tx) => tx.inbox.take(room, deps.quotas?.closed(now())));
      if (item === undefined) return;
      // what comes from now on is told of by a wake-up
      if ((await once(item, item.attempts, firstLook)) && !item.more) return;
    }
  }

  async function again(item: InboxItem & { readonly session: string } & Looks): Promise<void> {
    if (stopped()) return;
    if (!deps.isSettled(item.roomId)) return void missed.add(item.session);
    const attempts = await storage.transaction(async (tx) =>
      (await tx.inbox.hold(item.eventId)) ? tx.inbox.begin(item.eventId) : undefined,
    );
    if (attempts !== undefined) await once(item, attempts, item);
  }

  /** False if it is to be tried again. */
  async function once(item: InboxItem, attempts: number, looks: Looks): Promise<boolean> {
    try {
      if (attempts > mostAttempts) await park(deps, item);
      else await read(item, looks);
      return true;
    } catch (fault) {
      if (deps.fatal(fault)) stopping.abort();
      if (!stopped()) log.fault("handling", fault, { eventId: item.eventId, attempts });
      if (isOutage(fault)) await excuse(item);
      else await pause(attempts);
      return false;
    }
  }
  const pause = (tries: number) => sleep(pauseAfter(tries, pauses), undefined, { signal: stopping.signal }).catch(() => {});

  /** That the database could not is no fault of the message: as soon as it can again, this attempt does not count. */
  async function excuse({ eventId }: InboxItem): Promise<void> {
    for (let tries = 1; ; tries++) {
      await pause(tries);
      try {
        return await storage.transaction((tx) => tx.inbox.excuse(eventId));
      } catch (fault) {
        if (deps.fatal(fault)) stopping.abort();
        if (stopped() || !isOutage(fault)) return;
      }
    }
  }

  async function read(item: InboxItem, { retries, told }: Looks): Promise<void> {
    const raw = JSON.parse(item.event) as Record<string, unknown>;
    if (isBeheaded(raw)) return park(deps, item);
    if (raw.type !== "m.room.encrypted") return handleUnencrypted(deps, item, raw);
    let decrypted = await encryption.decrypt(raw, item.roomId);
    // A properly signed officer is unknown until their keys were asked for after the event came.
    if (!decrypted.ok && !encryption.queriedAfter(item.sender, item.receivedAt) && (await asked(item)))
      decrypted = await encryption.decrypt(raw, item.roomId);
    if (!decrypted.ok) {
      if (decrypted.why === "missing-key") await waitForKey(deps, item, decrypted, { retries, told, caughtUp });
      else await refuseUndecryptable(deps, item, decrypted);
      return;
    }
    const taken = intake(decrypted, item.sender === deps.bot.userId);
    if (taken.take === "ignore") {
      const { session, index } = decrypted;
      await storage.transaction(async (tx) => {
        if (!(await tx.inbox.hold(item.eventId))) return;
        await tx.inbox.keepPlace({ ...item, session, index }, originOf(item), now());
        await tx.inbox.end(item.eventId, "ignored", now());
      });
      // talk is ignored all day; what reads like a command leaves a line
      const body = taken.reason === "own" ? undefined : decrypted.content.body;
      const isCommand = typeof body === "string" && understand(commands, body, deps.bot, now()) !== undefined;
      return log[isCommand ? "info" : "debug"]("ignored", { eventId: item.eventId, reason: taken.reason });
    }
    const givenUp = retries > 0 && now().getTime() - item.receivedAt.getTime() > keyTimeoutMs;
    const understood = understand(commands, taken.text, deps.bot, now());
    const message = { item, taken, decrypted, ...(understood && { understood }), sentAt: sentAt(raw, item), givenUp };
    // the network has its say before the transaction begins
    const file = await fetchAttachedFile(deps, message, stopping.signal);
    await handleMessage(deps, { ...message, ...(file !== undefined && { file }) });
  }

  /** False if the homeserver could not be asked for the sender's keys: that is no fault of the message, which waits. */
  async function asked(item: InboxItem): Promise<boolean> {
    try {
      await encryption.track([item.sender]);
      return true;
    } catch (fault) {
      if (!(fault instanceof HomeserverError) || deps.fatal(fault)) throw fault;
      log.fault("asking for keys", fault, { eventId: item.eventId, status: fault.status, errcode: fault.errcode });
      return false;
    }
  }

  function lookFor(filter: { readonly due: Date } | { readonly sessions: readonly string[] } | "all"): void {
    storage
      .transaction((tx) => tx.inbox.waiting(filter))
      .then((items) => {
        for (const item of items.filter(({ eventId }) => !inLine.has(eventId))) {
          inLine.add(item.eventId);
          queue(item.roomId, () => again(item).finally(() => inLine.delete(item.eventId)));
        }
      })
      .catch((fault: unknown) => void (deps.fatal(fault) || log.fault("waiting", fault)));
  }

  function queue(room: RoomId, task: () => Promise<void>): void {
    if (stopped()) return;
    rooms.run(`in ${room}`, task).catch((fault: unknown) => {
      brokenOff.add(room);
      if (!deps.fatal(fault)) log.fault("inbox", fault, { roomId: room });
    });
  }

  function wake(changed: readonly RoomId[]): void {
    for (const room of changed) queue(room, () => drain(room));
    if (missed.size > 0) lookFor({ sessions: [...missed] });
    missed.clear();
  }

  return {
    wake,
    retry: (sessions) => lookFor({ sessions }),
    tick(since) {
      caughtUp = since;
      lookFor(ticks === 0 ? "all" : { due: now() });
      wake([...brokenOff]);
      brokenOff.clear();
      if (ticks % ticksToTell === 0) tellLater(deps).catch((fault: unknown) => void (deps.fatal(fault) || log.fault("telling", fault)));
      if (++ticks % ticksToAll > 0) return;
      storage
        .transaction((tx) => tx.inbox.rooms())
        .then(wake)
        .catch((fault: unknown) => void (deps.fatal(fault) || log.fault("waiting", fault)));
    },
    async stop() {
      stopping.abort();
      await rooms.idle();
    },
  };
}

/** The homeserver's stamp, milliseconds; what is no time counts as none. */
function sentAt(raw: Readonly<Record<string, unknown>>, item: InboxItem): Date {
  const stamp = new Date(typeof raw.origin_server_ts === "number" ? raw.origin_server_ts : Number.NaN);
  return Number.isNaN(stamp.getTime()) ? item.receivedAt : stamp;
}
