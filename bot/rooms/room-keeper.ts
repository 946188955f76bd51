import type { RoomId, UserId } from "#domain/primitives/ids.ts";
import type { KnownRoom } from "../../storage/index.ts";
import { HomeserverError } from "../matrix/homeserver.ts";
import type { KeyedQueue } from "../runtime/keyed-queue.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Batch } from "../sync/sync.ts";
import { assess } from "./assess.ts";
import { keepPrivate, officerIn } from "./private-rooms.ts";
import { tellHold } from "./problems.ts";
import { startReconciler } from "./reconcile.ts";
import { tellUnsafe } from "./unsafe.ts";

export interface RoomKeeperDependencies extends Pick<Runtime, "homeserver" | "storage" | "encryption" | "log" | "now" | "fatal"> {
  readonly rooms: KeyedQueue;
  /** A room is what it is again: what came in may be read, what waits may be said. */
  readonly settled: (room: RoomId) => void;
}

export interface RoomKeeper {
  /** After each committed sync: follow invitations, assess the rooms that changed. Does not wait for the homeserver. */
  after(batch: Batch): void;
  /** False while a room's members or state are being looked at: nothing is read or said there meanwhile. */
  isSettled(room: RoomId): boolean;
  /** Make the pending rooms and send the pending invitations of cases and officers. */
  wake(): void;
  stop(): Promise<void>;
}

const retryMs = 5_000;

/** Keeps the rooms as the cases and the roster want them. */
export function startRoomKeeper(deps: RoomKeeperDependencies): RoomKeeper {
  const { homeserver, storage, encryption, log } = deps;
  const unsettled = new Map<RoomId, number>();
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;

  /** Runs a task in its line, and again later if the homeserver could not be asked. */
  function attend(line: string, task: () => Promise<void>): void {
    if (stopped) return;
    deps.rooms.run(line, task).catch((fault: unknown) => {
      if (deps.fatal(fault)) return;
      log.fault("room keeper", fault, fault instanceof HomeserverError ? { status: fault.status, errcode: fault.errcode } : {});
      const timer = setTimeout(() => {
        timers.delete(timer);
        attend(line, task);
      }, retryMs);
      timers.add(timer);
    });
  }

  function settle(id: RoomId, look: (id: RoomId) => Promise<void>): void {
    unsettled.set(id, (unsettled.get(id) ?? 0) + 1);
    attend(`settle ${id}`, async () => {
      await look(id);
      const left = (unsettled.get(id) ?? 1) - 1;
      if (left > 0) unsettled.set(id, left);
      else {
        unsettled.delete(id);
        deps.settled(id);
      }
    });
  }

  async function look(id: RoomId): Promise<void> {
    const { before, members } = await storage.transaction(async (tx) => ({
      before: await tx.rooms.get(id),
      members: await tx.rooms.members(id),
    }));
    if ((before?.kind === "private" || before?.kind === "closed") && !(await keepPrivate(deps, id))) return reconciler.wake();
    await encryption.track(members.map((member) => member.userId));
    const room = await assess(homeserver, storage, id);
    if (room.safe) await encryption.secure(id);
    await tellUnsafe(deps, room, homeserver.userId);
    // Whoever left must not read on: a new session after every change of members.
    await encryption.rotate(id);
    await lookAtIdentities(id);
    if (room.kind === "coordination" && before?.kind !== "coordination")
      await greet(
        room,
        members.map((member) => member.userId),
      );
  }

  /** Whether the room holds is decided at each message; here it is found out as soon as it can be, and told. */
  async function lookAtIdentities(id: RoomId): Promise<void> {
    const members = await storage.transaction((tx) => tx.rooms.members(id));
    const joined = members.filter(({ membership }) => membership === "join").map(({ userId }) => userId);
    await tellHold(deps, id, await encryption.untrusted(joined));
  }

  async function greet({ roomId: room, tolerated }: KnownRoom, members: readonly UserId[]): Promise<void> {
    const coordinators = members.filter((user) => user !== homeserver.userId);
    const notice = { type: "coordination-room", coordinators, ...(tolerated?.length && { tolerated }) } as const;
    await storage.transaction((tx) => tx.outbox.answer({ room, notice, prefix: "/" }, deps.now()));
  }

  /** Joins where a coordinator has invited us. */
  async function followAll(): Promise<void> {
    for (const id of await storage.transaction((tx) => tx.invitations.toFollow())) {
      try {
        await homeserver.join(id);
      } catch (fault) {
        // An invitation that was withdrawn is none.
        if (!(fault instanceof HomeserverError && fault.permanent)) throw fault;
        log.fault("join", fault, { roomId: id, status: fault.status });
      }
      await storage.transaction((tx) => tx.invitations.forget([id]));
    }
  }

  const reconciler = startReconciler({ ...deps, look });

  /** Who is a coordinator decides what a room is, and whose invitations are followed. */
  async function reconsider(): Promise<void> {
    const stale = await storage.transaction(async (tx) => {
      const found: RoomId[] = [];
      for (const { roomId: id, kind } of await tx.rooms.all())
        if (
          kind === "unknown" ||
          kind === "coordination" ||
          (kind === "private" && (await officerIn(tx, id, homeserver.userId)) === undefined)
        )
          found.push(id);
      return found;
    });
    for (const id of stale) settle(id, look);
    await followAll();
  }

  const deafen = storage.onTouched("roster", () => attend("reconsider", reconsider));
  return {
    after(batch) {
      if (batch.invited) attend("invitations", followAll);
      for (const id of batch.changed) settle(id, look);
      for (const id of batch.devices) if (!batch.changed.includes(id)) settle(id, lookAtIdentities);
    },
    isSettled: (room) => !unsettled.has(room),
    wake: reconciler.wake,
    async stop() {
      deafen();
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      await reconciler.stop();
      await deps.rooms.idle();
    },
  };
}
