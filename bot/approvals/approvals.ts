import type { RoomId, UserId } from "#domain/primitives/ids.ts";
import { type Loop, startLoop } from "../../jobs/engine/loop.ts";
import type { Encryption } from "../encryption/client.ts";
import { HomeserverError } from "../matrix/homeserver.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { type Concern, requestApproval } from "./request.ts";

export interface ApprovalDependencies extends Pick<Runtime, "storage" | "log" | "now" | "bot" | "botState" | "fatal"> {
  readonly encryption: Pick<Encryption, "untrusted" | "identity" | "approve">;
  /** An approved identity was taken up, or has changed again: look at these rooms. */
  readonly again: (rooms: readonly RoomId[]) => void;
}

export interface Approvals extends Pick<Loop, "stop"> {
  /** Who is in this room may have changed: asks about those who must be approved. */
  look(rooms: readonly RoomId[]): void;
}

const retryMs = 5_000;

/**
 * Asks, in private and once for each identity, whoever may approve a new identity or a stranger in a room, and takes up
 * the identities that were approved. Until then the room holds by itself.
 */
export function startApprovals(deps: ApprovalDependencies): Approvals {
  const { storage, encryption, log, now } = deps;
  const changed = new Set<RoomId>();
  let timer: NodeJS.Timeout | undefined;
  let all = false;

  async function takeUp(): Promise<void> {
    for (const approval of await storage.transaction((tx) => tx.stores.identities.approved())) {
      const same = await encryption.approve(approval.userId, approval.key, approval.how);
      const where = await storage.transaction(async (tx) => {
        await tx.stores.identities.taken(approval);
        return tx.rooms.of([approval.userId]);
      });
      log.info(same ? "identity approved" : "identity changed again", { count: where.length });
      deps.again(where);
    }
  }

  async function ask(room: RoomId): Promise<void> {
    const { joined, strangers } = await storage.transaction(async (tx) => {
      const place = await tx.rooms.place(room);
      const listeners = await tx.rooms.listeners(room, now());
      const others = listeners.filter(({ userId }) => userId !== deps.bot.userId);
      // whose time in the case has run out is removed: nobody need be asked about them
      const former = place.where === "case" ? (await tx.stores.cases.members(place.case)).map(({ userId }) => userId) : [];
      return {
        joined: others.map(({ userId }) => userId),
        strangers:
          place.where === "case" ? others.filter((one) => !one.ofCase && !former.includes(one.userId)).map(({ userId }) => userId) : [],
      };
    });
    const untrusted = await encryption.untrusted(joined);
    const concerns = await Promise.all([...new Set([...untrusted, ...strangers])].map(concern));
    await storage.transaction((tx) => requestApproval(deps, tx, { room, concerns, untrusted }, now()));

    async function concern(userId: UserId): Promise<Concern> {
      const key = untrusted.includes(userId) ? (await encryption.identity(userId))?.key : undefined;
      return { userId, stranger: strangers.includes(userId), ...(key !== undefined && { key }) };
    }
  }

  const line = startLoop(async () => {
    clearTimeout(timer);
    try {
      await takeUp();
      if (all) for (const { roomId, kind } of await storage.transaction((tx) => tx.rooms.all())) if (kind === "case") changed.add(roomId);
      all = false;
      for (const room of changed) {
        await ask(room);
        changed.delete(room);
      }
    } catch (fault) {
      if (deps.fatal(fault)) return;
      log.fault("approvals", fault, fault instanceof HomeserverError ? { status: fault.status, errcode: fault.errcode } : {});
      timer = setTimeout(line.wake, retryMs);
    }
  });
  const deafen = [
    storage.onTouched("approvals", line.wake),
    // who is in the rooms of cases may be a stranger now, or one no more
    storage.onTouched("roster", () => {
      all = true;
      line.wake();
    }),
  ];
  return {
    look(where) {
      for (const room of where) changed.add(room);
      line.wake();
    },
    async stop() {
      for (const end of deafen) end();
      await line.stop();
      clearTimeout(timer);
    },
  };
}
