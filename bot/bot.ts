import type { RoomId, UserId } from "#domain/ids.ts";
import type { Facts } from "../commands/define.ts";
import { jobs } from "../jobs/index.ts";
import type { WorkQueue } from "../jobs/queue.ts";
import { startRelay } from "../jobs/relay.ts";
import { runWork } from "../jobs/worker.ts";
import { LeaseLost, type Storage } from "../storage/index.ts";
import { type Encryption, EncryptionRefused, JournalFailed, MachineDied } from "./encryption/client.ts";
import { type Homeserver, HomeserverError } from "./homeserver.ts";
import { startHousekeeper } from "./housekeeper.ts";
import { startInbound } from "./inbound.ts";
import type { Log } from "./log.ts";
import { startOutbox } from "./outbox.ts";
import { serial } from "./serial.ts";
import { syncOnce } from "./sync.ts";

export interface BotDependencies {
  readonly homeserver: Homeserver;
  readonly storage: Storage;
  readonly encryption: Encryption;
  readonly queue: WorkQueue;
  readonly log: Log;
  readonly now: () => Date;
  readonly name: string;
  readonly facts: () => Facts;
}

export interface RunningBot {
  /** Rejects when the process must end: LeaseLost, MachineDied, or a HomeserverError that says our login is gone. */
  readonly ended: Promise<never>;
  /** Resolves when a coordination room is known. */
  readonly coordination: Promise<RoomId>;
  /** Stops in order, so that nothing begins whose end could not be written down. */
  stop(): Promise<void>;
}

/** Synapse hands out this many to-device messages at a time: fewer mean that no key is still on its way. */
const toDevicePage = 100;
/** What this process cannot go on after. */
const mortal = [LeaseLost, MachineDied, JournalFailed, EncryptionRefused];
const pollMs = 30_000;
const tickMs = 1_000;
const workers = 4;

/** Wires sync, inbox, outbox, rooms and jobs; resolves after the first sync. */
export async function startBot(deps: BotDependencies): Promise<RunningBot> {
  const { homeserver, storage, encryption, queue, log, now } = deps;
  const me: UserId = homeserver.userId;
  const stopping = new AbortController();
  const ended = Promise.withResolvers<never>();
  const coordination = Promise.withResolvers<RoomId>();
  ended.promise.catch(() => {});

  function fatal(fault: unknown): boolean {
    if (stopping.signal.aborted) return true;
    const over = mortal.some((kind) => fault instanceof kind) || (fault instanceof HomeserverError && fault.errcode === "M_UNKNOWN_TOKEN");
    if (over) ended.reject(fault);
    return over;
  }

  const outbox = startOutbox({ homeserver, storage, encryption, log, now, rooms: serial(), fatal });
  const relay = startRelay(storage, queue, now, (fault) => void (fatal(fault) || log.fault("relay", fault)));
  queue.work(
    (id) =>
      runWork(storage, jobs, id, now, {
        said: outbox.kick,
        failed(workId, job, fault, next) {
          if (fatal(fault)) return;
          log.fault("job", fault, { workId, job, outcome: next === "parked" ? "parked" : "again" });
          relay.retry(workId);
        },
      }),
    workers,
  );
  const inboundRooms = serial();
  const inbound = startInbound({
    storage,
    encryption,
    log,
    now,
    me,
    rooms: inboundRooms,
    fatal,
    bot: { userId: me, name: deps.name },
    facts: deps.facts,
    committed,
  });
  const housekeeper = startHousekeeper({ homeserver, storage, encryption, log, now, rooms: serial(), settled, fatal });
  encryption.onDeath((why) => void fatal(why));
  encryption.onRoomKeys((sessions) => inbound.retry(sessions));

  function committed(): void {
    outbox.kick();
    relay.kick();
    housekeeper.kick();
  }
  function settled(room: RoomId): void {
    inbound.kick([room]);
    outbox.kick();
    storage
      .transaction((tx) => tx.rooms.get(room))
      .then((known) => known?.kind === "coordination" && coordination.resolve(room))
      .catch(fatal);
  }

  let lastFullPage = now();
  async function once(waitMs: number): Promise<void> {
    const batch = await syncOnce({ homeserver, storage, encryption, now, stopping: stopping.signal }, waitMs);
    housekeeper.after(batch);
    inbound.kick(batch.inbox.filter(housekeeper.isSettled));
    if (batch.toDevice >= toDevicePage) lastFullPage = now();
  }
  async function keepSyncing(): Promise<void> {
    for (let pause = 1_000; !stopping.signal.aborted; ) {
      try {
        await once(pollMs);
        pause = 1_000;
      } catch (fault) {
        if (fatal(fault)) return;
        log.fault("sync", fault, fault instanceof HomeserverError ? { status: fault.status, errcode: fault.errcode } : {});
        await new Promise((resolve) => setTimeout(resolve, fault instanceof HomeserverError ? (fault.retryAfterMs ?? pause) : pause));
        pause = Math.min(pause * 2, 60_000);
      }
    }
  }

  await once(0);
  const known = await storage.transaction((tx) => tx.rooms.all());
  const room = known.find((one) => one.kind === "coordination");
  if (room !== undefined) coordination.resolve(room.roomId);
  // What a crash left behind: rooms not yet looked at, messages not yet handled.
  housekeeper.after({
    inbox: [],
    invites: [],
    toDevice: 0,
    changed: known.filter((one) => !one.safe || one.kind === "unknown").map((one) => one.roomId),
  });
  inbound.kick((await storage.transaction((tx) => tx.inbox.rooms())).filter(housekeeper.isSettled));
  committed();
  void keepSyncing();
  const ticker = setInterval(() => inbound.tick(lastFullPage), tickMs);

  return {
    ended: ended.promise,
    coordination: coordination.promise,
    async stop() {
      stopping.abort();
      clearInterval(ticker);
      await inbound.stop();
      await housekeeper.stop();
      await relay.stop();
      await queue.close();
      await outbox.stop();
    },
  };
}
