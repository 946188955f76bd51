import type { RoomId, UserId } from "#domain/primitives/ids.ts";
import { pauseAfter, whileAway } from "#domain/time/pauses.ts";
import type { BotState } from "../commands/framework/define.ts";
import type { WorkQueue } from "../jobs/engine/queue.ts";
import { startTaking } from "../jobs/feeds/take-alerts.ts";
import type { Source } from "../jobs/sources/define.ts";
import type { KnownRoom } from "../storage/index.ts";
import { startApprovals } from "./approvals/approvals.ts";
import { commandQuotas } from "./inbox/command-quotas.ts";
import { startInbox } from "./inbox/inbox.ts";
import { HomeserverError, type SendingHomeserver } from "./matrix/homeserver.ts";
import { retrying } from "./matrix/retrying.ts";
import { startEchoes } from "./outbox/echoes.ts";
import { startOutbox } from "./outbox/outbox.ts";
import { startRedactions } from "./outbox/redactions.ts";
import { startRoomKeeper } from "./rooms/room-keeper.ts";
import { isFatal } from "./runtime/fatal.ts";
import { keyedQueue } from "./runtime/keyed-queue.ts";
import type { Runtime } from "./runtime/runtime.ts";
import { startJobs } from "./start-jobs.ts";
import { type Batch, openSync } from "./sync/sync.ts";

export interface BotDependencies extends Pick<Runtime, "storage" | "encryption" | "log" | "now" | "botState"> {
  readonly homeserver: SendingHomeserver;
  readonly queue: WorkQueue;
  /** What jobs may ask about indicators. */
  readonly sources: readonly Source[];
  /** How many jobs run in this process at once; 0 leaves them to others. */
  readonly workers: number;
  readonly name: string;
  /** Of one officer. */
  readonly commandsPerMinute: number;
  /** A message that did not come back after so long is lost, in milliseconds. */
  readonly echoMs: number;
}

export interface RunningBot {
  /** Rejects when the process must end: a FatalError, or a HomeserverError that says our login is gone. */
  readonly ended: Promise<never>;
  /** Resolves when a coordination room is known. */
  readonly coordination: Promise<RoomId>;
  /** Stops in order, so that nothing begins whose end could not be written down. */
  stop(): Promise<void>;
}

/** Synapse hands out this many to-device messages at a time: fewer mean that no key is still on its way. */
const toDevicePage = 100;
const pollMs = 30_000;
const tickMs = 1_000;

const nothingNew: Batch = { inbox: [], toDevice: 0, changed: [], devices: [], invited: false };

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
    if (isFatal(fault)) ended.reject(fault);
    return isFatal(fault);
  }

  const echoes = startEchoes({ storage, encryption, log, now, fatal, timeoutMs: deps.echoMs });
  const outbox = startOutbox({ homeserver, storage, encryption, echoes, log, now, rooms: keyedQueue(), fatal });
  const bot = { userId: me, name: deps.name };
  const botState = (): BotState => ({ ...deps.botState(), identityOf: encryption.identity });
  const again = (devices: readonly RoomId[]) => roomKeeper.after({ ...nothingNew, devices });
  const approvals = startApprovals({ storage, encryption, log, now, bot, botState, again, fatal });
  const inboxRooms = keyedQueue();
  const inbox = startInbox({
    homeserver,
    storage,
    encryption,
    log,
    now,
    rooms: inboxRooms,
    isSettled: (room) => roomKeeper.isSettled(room),
    fatal,
    bot,
    botState,
    quotas: commandQuotas(deps.commandsPerMinute),
  });
  const roomKeeper = startRoomKeeper({ homeserver, storage, encryption, log, now, rooms: keyedQueue(), settled, fatal });
  encryption.onPoisoned((why) => void fatal(why));
  encryption.onRoomKeys((sessions) => inbox.retry(sessions));

  function settled(room: RoomId): void {
    approvals.look([room]);
    inbox.wake([room]);
    outbox.wake();
    storage
      .read((tx) => tx.rooms.get(room))
      .then((known) => known?.kind === "coordination" && coordination.resolve(room))
      .catch(fatal);
  }

  const sync = openSync({ homeserver, storage, encryption, echoes, now, log, stopping: stopping.signal });
  // Since when every sync brought all the to-device messages that there were.
  let caughtUp: Date | undefined;
  async function once(waitMs: number): Promise<void> {
    const began = performance.now();
    const batch = await sync(waitMs);
    echoes.synced(performance.now() - began);
    roomKeeper.after(batch);
    inbox.wake(batch.inbox.filter(roomKeeper.isSettled));
    caughtUp = batch.toDevice >= toDevicePage ? undefined : (caughtUp ?? now());
  }
  /** What a crash, or a commit whose answer was lost, left behind: rooms not yet looked at, messages not yet handled. */
  async function recover(known: readonly KnownRoom[]): Promise<void> {
    const changed = known.filter((one) => !one.safe || one.kind === "unknown" || one.kind === "closed").map((one) => one.roomId);
    roomKeeper.after({ ...nothingNew, changed, devices: known.map((one) => one.roomId) });
    inbox.wake((await storage.transaction((tx) => tx.inbox.rooms())).filter(roomKeeper.isSettled));
  }
  async function keepSyncing(): Promise<void> {
    let behind = false;
    for (let failures = 0; !stopping.signal.aborted; ) {
      try {
        await once(pollMs);
        if (behind) await recover(await storage.transaction((tx) => tx.rooms.all()));
        behind = false;
        failures = 0;
      } catch (fault) {
        if (fatal(fault)) return;
        behind ||= !(fault instanceof HomeserverError);
        log.fault("sync", fault, fault instanceof HomeserverError ? { status: fault.status, errcode: fault.errcode } : {});
        const asked = fault instanceof HomeserverError ? fault.retryAfterMs : undefined;
        await new Promise((resolve) => setTimeout(resolve, asked ?? pauseAfter(++failures, whileAway)));
      }
    }
  }

  await retrying(log, "sync", () => once(0));
  // after the first sync, for whose transaction the one connection that is open stays free
  const redactions = startRedactions({ homeserver, storage, log, fatal });
  const relay = startJobs({ storage, queue, sources: deps.sources, log, now, workers: deps.workers, fatal });
  const taking = startTaking({
    storage,
    now,
    onFault: (fault, what) => void (fatal(fault) || log.fault("alert", fault, what)),
  });
  const known = await storage.transaction((tx) => tx.rooms.all());
  const room = known.find((one) => one.kind === "coordination");
  if (room !== undefined) coordination.resolve(room.roomId);
  await recover(known);
  outbox.wake();
  roomKeeper.wake();
  void keepSyncing();
  // what a former process was told of, and did not follow any more
  roomKeeper.after({ ...nothingNew, invited: true });
  const ticker = setInterval(() => inbox.tick(caughtUp), tickMs);

  return {
    ended: ended.promise,
    coordination: coordination.promise,
    async stop() {
      stopping.abort();
      clearInterval(ticker);
      await inbox.stop();
      await approvals.stop();
      await roomKeeper.stop();
      await taking.stop();
      await relay.stop();
      await redactions.stop();
      await outbox.stop();
      await echoes.stop();
    },
  };
}
