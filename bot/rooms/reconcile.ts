import type { RoomId } from "#domain/primitives/ids.ts";
import { openBackoff } from "../../jobs/engine/backoff.ts";
import { type Loop, startLoop } from "../../jobs/engine/loop.ts";
import type { PendingRoom, Transaction } from "../../storage/index.ts";
import { HomeserverError } from "../matrix/homeserver.ts";
import { seatLeads } from "../matrix/power-levels.ts";
import { expireUnread } from "../outbox/expire-unread.ts";
import type { LogFields } from "../runtime/log.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { invitation, invitePending, makeCaseRoom } from "./assess.ts";
import { invitePrivately, makePrivateRoom } from "./private-rooms.ts";
import { tellRefused } from "./problems.ts";
import { removeExpired } from "./remove-expired.ts";

export interface ReconcileDependencies extends Pick<Runtime, "homeserver" | "storage" | "log" | "now" | "fatal"> {
  /** Looks at a room that was just made, before anybody is invited. */
  readonly look: (room: RoomId) => Promise<void>;
  readonly settled: (room: RoomId) => void;
}

/** Between looks when nothing calls for one. */
const idleMs = 60_000;
const soonMs = 200;

/**
 * Gives cases their rooms, their leads' power and the invitations, removes whose time has run out, and gives officers their private rooms. What fails is tried
 * again ever more rarely, each thing by itself; where somebody was added or removed, all of it at once.
 */
export function startReconciler(deps: ReconcileDependencies): Loop {
  const { homeserver, storage, log, now, look, settled, fatal } = deps;
  const backoff = openBackoff(now);
  let timer: NodeJS.Timeout | undefined;
  let swept = 0;

  /** One thing's problem is not the others'. */
  async function attempt(what: string, act: () => Promise<void>, fields: LogFields = {}): Promise<void> {
    if (!backoff.may(what)) return;
    try {
      await act();
      backoff.done(what);
    } catch (fault) {
      if (!(fault instanceof HomeserverError)) throw fault;
      log.fault("reconcile", fault, { ...fields, status: fault.status, errcode: fault.errcode });
      backoff.failed(what, fault.permanent);
    }
  }

  async function give(pending: PendingRoom): Promise<void> {
    const { roomId, invite, remove } = pending;
    if (roomId !== undefined && remove.length === 0 && !invite.some((user) => backoff.may(invitation(roomId, user)))) return;
    const id = roomId ?? (await makeCaseRoom(homeserver, storage, pending));
    if (roomId === undefined) await look(id);
    await seatLeads(homeserver, id, pending.leads);
    const refused = await invitePending(deps, backoff, { ...pending, roomId: id });
    await removeExpired(deps, { ...pending, roomId: id });
    await tellRefused(deps, { room: id, of: pending.case, ref: pending.ref, leads: pending.leads, refused });
    settled(id);
  }

  async function giveAll(): Promise<void> {
    // Mostly there is nothing. What is acted on is asked again, with the check of the lease: rooms are made and people invited by it.
    if (await storage.read(anyPending)) {
      for (const pending of await storage.transaction((tx) => tx.rooms.pending()))
        await attempt(`case ${pending.case}`, () => give(pending), { caseId: pending.case });
      for (const { officer, roomId } of await storage.transaction((tx) => tx.rooms.pendingPrivate()))
        if (roomId === undefined) await attempt(`officer ${officer}`, async () => look(await makePrivateRoom(deps, officer)));
      // Asked anew: a room that did not stand the look is nobody's now.
      for (const { officer, roomId } of await storage.transaction((tx) => tx.rooms.pendingPrivate()))
        if (roomId !== undefined) await attempt(invitation(roomId, officer), () => invitePrivately(deps, officer, roomId), { roomId });
    }
    if (now().getTime() - swept < idleMs) return;
    await expireUnread(deps);
    swept = now().getTime();
  }

  const line = startLoop(async () => {
    clearTimeout(timer);
    try {
      await giveAll();
      backoff.done("the round");
    } catch (fault) {
      if (!fatal(fault)) log.fault("reconcile", fault);
      backoff.failed("the round", false);
    }
    timer = setTimeout(line.wake, Math.min(backoff.wait() ?? idleMs, idleMs));
  });
  let later: NodeJS.Timeout | undefined;
  const wake = (): void => {
    clearTimeout(later);
    later = undefined;
    line.wake();
  };
  // whoever adds somebody again wants them invited now, however often that was refused
  const again = (): void => {
    backoff.forget();
    wake();
  };
  const deafen = [
    storage.onTouched("rooms", again),
    storage.onTouched("roster", again),
    // a message in private may be the first that its officer gets, as most are not: one look for all that is written until then
    storage.onTouched("outbox", () => {
      later ??= setTimeout(wake, soonMs);
    }),
  ];
  return {
    wake,
    async stop() {
      for (const end of deafen) end();
      clearTimeout(later);
      await line.stop();
      clearTimeout(timer);
    },
  };
}

async function anyPending(tx: Transaction): Promise<boolean> {
  const [cases, officers] = await Promise.all([tx.rooms.pending(), tx.rooms.pendingPrivate()]);
  return cases.length + officers.length > 0;
}
