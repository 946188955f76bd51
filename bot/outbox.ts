import { type EventId, eventId, type RoomId, type UserId } from "#domain/ids.ts";
import type { Notice } from "#domain/notice.ts";
import type { OutboxItem, Storage, Transaction } from "../storage/index.ts";
import { alreadySaid } from "./already-said.ts";
import { type Encryption, UntrustedMembers } from "./encryption/client.ts";
import { gate, type Verdict } from "./gate.ts";
import { type Homeserver, HomeserverError } from "./homeserver.ts";
import type { Log } from "./log.ts";
import { messageContent } from "./message.ts";
import type { Serial } from "./serial.ts";
import { render } from "./views/index.ts";

export interface OutboxDependencies {
  readonly homeserver: Homeserver;
  readonly storage: Storage;
  readonly encryption: Encryption;
  readonly log: Log;
  readonly now: () => Date;
  /** One lock per room, shared with whoever else sends there. */
  readonly rooms: Serial;
  /** A defect that the process must not outlive: the lease is gone, or the encryption machine is dead. */
  readonly fatal: (fault: unknown) => boolean;
}

export interface OutboxSender {
  /** Rows were committed, or a room became ready: look at once. */
  kick(): void;
  stop(): Promise<void>;
}

const batch = 500;
const idleMs = 30_000;
const longestPauseMs = 60_000;

/** Says what waits, in order per room and side by side over rooms, each exactly once: the row's id is the transaction id. */
export function startOutbox(deps: OutboxDependencies): OutboxSender {
  const { storage, log } = deps;
  const busy = new Set<string>();
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  const timer = setInterval(kick, idleMs);

  async function pass(): Promise<void> {
    do {
      again = false;
      const found = await storage.transaction(async (tx) => {
        const items = (await tx.outbox.waiting(batch)).filter((item) => !busy.has(item.id));
        return Promise.all(items.map(async (item) => ({ item, room: await target(tx, item) })));
      });
      for (const { item, room } of found) {
        if (room === undefined) continue;
        busy.add(item.id);
        deps.rooms
          .run(room, () => untilSaid(item, room))
          .catch((fault: unknown) => log.fault("outbox", fault, { outboxId: item.id }))
          .finally(() => busy.delete(item.id));
      }
    } while (again);
  }

  /** Tries until it is said, parked, or the room is not ready; the room's later messages wait behind it, so their order holds. */
  async function untilSaid(item: OutboxItem, room: RoomId): Promise<void> {
    for (let pause = 1_000; !stopped; pause = Math.min(pause * 2, longestPauseMs)) {
      try {
        await say(deps, item, room);
        return;
      } catch (fault) {
        if (deps.fatal(fault)) return;
        if (fault instanceof UntrustedMembers) return log.warn("room holds", { roomId: room, count: fault.userIds.length });
        const status = fault instanceof HomeserverError ? { status: fault.status, errcode: fault.errcode } : {};
        log.fault("send", fault, { outboxId: item.id, ...status });
        if (fault instanceof HomeserverError && fault.permanent) {
          await storage.transaction((tx) => tx.outbox.park(item.id, fault.errcode));
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, fault instanceof HomeserverError ? (fault.retryAfterMs ?? pause) : pause));
      }
    }
  }

  function kick(): void {
    if (stopped) return;
    if (running !== undefined) {
      again = true;
      return;
    }
    running = pass()
      .catch((fault: unknown) => void (deps.fatal(fault) || log.fault("outbox", fault)))
      .finally(() => {
        running = undefined;
        if (again) kick();
      });
  }

  return {
    kick,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
      await deps.rooms.idle();
    },
  };
}

async function target(tx: Transaction, { to }: OutboxItem): Promise<RoomId | undefined> {
  if ("room" in to) return to.room;
  return "case" in to ? tx.rooms.ofCase(to.case) : undefined;
}

/** One attempt: gate on the members now, view, encrypt for exactly these members, send, write down. */
async function say({ homeserver, storage, encryption, log, now }: OutboxDependencies, item: OutboxItem, room: RoomId): Promise<void> {
  const { verdict, members, attempts } = await storage.transaction(async (tx) => ({
    ...(await judge(tx, item, room, homeserver.userId, now())),
    attempts: await tx.outbox.begin(item.id),
  }));
  if (verdict.say === "hold") return log.debug("message waits", { outboxId: item.id, roomId: room, attempts });
  const notice: Notice = verdict.say === "yes" ? item.notice : { say: "not-shown", userId: verdict.userId, label: verdict.label };
  const sent =
    (await alreadySaid(homeserver, room, item, attempts, now())) ?? (await send(homeserver, encryption, item, room, members, notice));
  await storage.transaction((tx) => tx.outbox.sent(item.id, sent, now()));
  log.info("said", { outboxId: item.id, roomId: room, notice: notice.say, eventId: sent });
}

async function send(
  homeserver: Homeserver,
  encryption: Encryption,
  item: OutboxItem,
  room: RoomId,
  members: readonly UserId[],
  notice: Notice,
): Promise<EventId> {
  const fingerprint = notice.say === "officer-saved" ? await encryption.fingerprint(notice.officer.userId) : undefined;
  const content = messageContent(render(notice, { prefix: item.prefix, ...(fingerprint && { fingerprint }) }), item.thread);
  const encrypted = await encryption.encrypt(room, members, "m.room.message", content);
  const path = `/v3/rooms/${encodeURIComponent(room)}/send/m.room.encrypted/${item.id}`;
  return eventId((await homeserver.request<{ event_id: string }>("PUT", path, null, encrypted)).event_id);
}

async function judge(
  tx: Transaction,
  item: OutboxItem,
  id: RoomId,
  me: UserId,
  now: Date,
): Promise<{ verdict: Verdict; members: readonly UserId[] }> {
  const room = await tx.rooms.get(id);
  if (room === undefined) return { verdict: { say: "hold" }, members: [] };
  const present = await tx.rooms.listeners(id, now);
  const verdict = gate(
    item.notice,
    room,
    present.filter(({ userId }) => userId !== me),
    loggedAt(item),
  );
  return { verdict, members: present.map(({ userId }) => userId) };
}

/** When the oldest content of the notice was logged: what is only now said in answer was logged when it was answered. */
function loggedAt({ notice, createdAt }: OutboxItem): Date {
  if (notice.say === "indicator-shown") return notice.record.loggedAt;
  if (notice.say === "indicator-list")
    return new Date(Math.min(createdAt.getTime(), ...notice.records.map((record) => record.loggedAt.getTime())));
  if (notice.say === "case-info" || notice.say === "case-brief" || notice.say === "case-opened") return notice.case.openedAt;
  return createdAt;
}
