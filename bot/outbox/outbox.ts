import type { RoomId } from "#domain/primitives/ids.ts";
import { pauseAfter, whileAway } from "#domain/time/pauses.ts";
import { startLoop } from "../../jobs/engine/loop.ts";
import type { OutboxItem, Transaction } from "../../storage/index.ts";
import { MachineDied, UntrustedMembers } from "../encryption/client.ts";
import { HomeserverError } from "../matrix/homeserver.ts";
import { openUnreached, openUnsigned, tellHold } from "../rooms/problems.ts";
import { type Delivered, deliver, type OutboxDependencies, SendRefused } from "./deliver.ts";
import { openTurns } from "./turns.ts";

export interface OutboxSender {
  /** A room became ready: look at once. */
  wake(): void;
  stop(): Promise<void>;
}

const batch = 500;
const idleMs = 30_000;
/** A message of which the encryption machine died this often is set aside. */
const mostDeaths = 3;

/** Says what waits, in order per room and side by side over rooms, each exactly once: the row's id is the transaction id. */
export function startOutbox(deps: OutboxDependencies): OutboxSender {
  const { storage, log } = deps;
  const inFlight = new Set<string>();
  /** What is being said, per room. */
  const lines = new Map<RoomId, OutboxItem[]>();
  /** Rooms whose line was asked about while it stood. */
  const asked = new Set<RoomId>();
  const turns = openTurns();
  /** What was held at the gate the last time: it sends nothing most likely, needs no turn, and has its line in the log. */
  const held = new Set<string>();
  const tellUnreached = openUnreached(deps);
  const tellUnsigned = openUnsigned(deps);
  let stopped = false;
  /** The machine is poisoned: what would be begun now would die of that and not of itself. */
  let poisoned = false;
  const timer = setInterval(wake, idleMs);
  /** Until the next message is due. */
  let next: NodeJS.Timeout | undefined;

  /** Page by page: a room that holds keeps its messages waiting, and they must not stand before those of other rooms. */
  async function pass(): Promise<void> {
    for (let after: string | undefined; ; ) {
      const found = await storage.read(async (tx) => {
        // What is being said is left out by the query: it is taken off the list only after it was written down as said.
        const items = await tx.outbox.waiting(batch, after, [...inFlight]);
        const rooms: (RoomId | undefined)[] = [];
        for (const item of items) rooms.push(await target(tx, item));
        return items.map((item, at) => ({ item, room: rooms[at] }));
      });
      for (const { item, room } of found) if (room !== undefined) enqueue(item, room);
      after = found.at(-1)?.item.id;
      if (found.length < batch) break;
    }
    const due = await storage.read((tx) => tx.outbox.nextDue());
    clearTimeout(next);
    if (due !== undefined && !stopped) next = setTimeout(wake, Math.max(0, Math.min(due.getTime() - deps.now().getTime(), idleMs)));
  }

  function enqueue(item: OutboxItem, room: RoomId): void {
    const line = lines.get(room);
    inFlight.add(item.id);
    if (line !== undefined) return void line.push(item);
    lines.set(room, [item]);
    deps.rooms.run(room, () => deliverAll(room)).catch((fault: unknown) => defect(fault, room));
  }

  async function deliverAll(room: RoomId): Promise<void> {
    const line = lines.get(room) ?? [];
    asked.delete(room);
    try {
      for (let item = line[0]; item !== undefined; item = line[0]) {
        const became = await untilSent(item, room);
        if (became === "holds") break;
        inFlight.delete(item.id);
        line.shift();
        if (became !== "sent") continue;
        await tellUnreached(room, deps.encryption.unreached(room));
        await tellUnsigned(deps.encryption.unsigned(room));
      }
    } finally {
      for (const item of line) inFlight.delete(item.id);
      lines.delete(room);
      // whoever asked meanwhile may know that the room holds no more
      if (line.length > 0 && asked.delete(room)) wake();
    }
  }

  const defect = (fault: unknown, room: RoomId): void => void (deps.fatal(fault) || log.fault("outbox", fault, { roomId: room }));

  /** Tries until it is said, or left (parked, or waiting at the gate), or the room holds: then its later messages wait behind it. */
  async function untilSent(item: OutboxItem, room: RoomId): Promise<"sent" | "left" | "holds"> {
    if (item.deaths >= mostDeaths) {
      await park(item, room, "machine died");
      return "left";
    }
    const attempt = async (): Promise<Delivered> => (poisoned ? "over" : await deliver(deps, item.id, room));
    for (let failures = 1; !stopped && !poisoned; failures++) {
      const end = held.has(item.id) ? () => {} : await turns.take(item.mentions !== undefined);
      try {
        // A death takes down all that is encrypted at that moment; one after the other, only the culprit is counted again.
        const became = await (item.deaths > 0 ? deps.rooms.run("suspects", attempt) : attempt());
        if (became === "held" && !held.has(item.id)) log.info("held at the gate", { outboxId: item.id, roomId: room });
        if (became === "held") held.add(item.id);
        else held.delete(item.id);
        if (became === "sent") return "sent";
        return poisoned ? "holds" : "left";
      } catch (fault) {
        poisoned ||= fault instanceof MachineDied;
        if (fault instanceof MachineDied) await storage.transaction((tx) => tx.outbox.killed(item.id)).catch(deps.fatal);
        if (deps.fatal(fault)) return "holds";
        if (fault instanceof UntrustedMembers) {
          await tellHold(deps, room, fault.userIds);
          return "holds";
        }
        const status =
          fault instanceof HomeserverError || fault instanceof SendRefused ? { status: fault.status, errcode: fault.errcode } : {};
        log.fault("send", fault, { outboxId: item.id, ...status });
        if (fault instanceof SendRefused) {
          await park(item, room, fault.errcode);
          return "left";
        }
        const asked = fault instanceof HomeserverError ? fault.retryAfterMs : undefined;
        const pause = asked ?? pauseAfter(failures, whileAway);
        const limited = fault instanceof HomeserverError && fault.status === 429;
        if (limited) turns.limited(pause);
        // nobody waits for an outage of another room
        end();
        if (!limited) await new Promise((resolve) => setTimeout(resolve, pause));
      } finally {
        end();
      }
    }
    return "holds";
  }

  /** The homeserver will never take this message: it is set aside, and who waits for it gets the reference. */
  async function park(item: OutboxItem, room: RoomId, reason: string): Promise<void> {
    await storage.transaction(async (tx) => {
      await tx.outbox.park(item.id, reason);
      const { origin, about, prefix } = item;
      if (origin === undefined || item.notice.type === "broken") return;
      const notice = { type: "broken", reference: origin.event } as const;
      await tx.outbox.answer({ room, ...(about !== undefined && { about }), notice, origin, prefix }, deps.now());
    });
  }

  const line = startLoop(() => pass().catch((fault: unknown) => void (deps.fatal(fault) || log.fault("outbox", fault))));
  function wake(): void {
    for (const room of lines.keys()) asked.add(room);
    line.wake();
  }

  const deafen = storage.onTouched("outbox", wake);
  return {
    wake,
    async stop() {
      deafen();
      stopped = true;
      clearInterval(timer);
      turns.stop();
      await line.stop();
      clearTimeout(next);
      await deps.rooms.idle();
    },
  };
}

async function target(tx: Transaction, { to }: OutboxItem): Promise<RoomId | undefined> {
  if ("room" in to) return to.room;
  return "case" in to ? tx.rooms.ofCase(to.case) : tx.rooms.ofOfficer(to.officer);
}
