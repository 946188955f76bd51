import type { RoomId } from "#domain/ids.ts";
import { type Rounds, rounds } from "../jobs/rounds.ts";
import type { RoomOwed, Storage } from "../storage/index.ts";
import { type Homeserver, HomeserverError } from "./homeserver.ts";
import type { Log } from "./log.ts";
import { seatLeads } from "./power-levels.ts";
import { inviteOwed, makeCaseRoom } from "./rooms.ts";

export interface OwedDependencies {
  readonly homeserver: Homeserver;
  readonly storage: Storage;
  readonly log: Log;
  /** Looks at a room that was just made, before anybody is invited. */
  readonly look: (room: RoomId) => Promise<void>;
  readonly settled: (room: RoomId) => void;
  readonly fatal: (fault: unknown) => boolean;
}

const firstPauseMs = 5_000;
const longestPauseMs = 300_000;

/** Gives cases what they are owed: their rooms, their leads' power, the invitations. After trouble again, ever more rarely. */
export function startOwed({ homeserver, storage, log, look, settled, fatal }: OwedDependencies): Rounds {
  let timer: NodeJS.Timeout | undefined;
  let pause = firstPauseMs;

  async function give(owed: RoomOwed): Promise<void> {
    const id = owed.roomId ?? (await makeCaseRoom(homeserver, storage, owed));
    if (owed.roomId === undefined) await look(id);
    await seatLeads(homeserver, id, owed.leads);
    await inviteOwed(homeserver, storage, { ...owed, roomId: id });
    settled(id);
  }

  /** True if nothing is left to give. One case's trouble is not the others'. */
  async function giveAll(): Promise<boolean> {
    let all = true;
    for (const owed of await storage.transaction((tx) => tx.rooms.owed())) {
      try {
        await give(owed);
      } catch (fault) {
        if (!(fault instanceof HomeserverError)) throw fault;
        log.fault("owed", fault, { caseId: owed.case, status: fault.status, errcode: fault.errcode });
        all = false;
      }
    }
    return all;
  }

  const line = rounds(async () => {
    clearTimeout(timer);
    const all = await giveAll().catch((fault: unknown) => {
      if (!fatal(fault)) log.fault("owed", fault);
      return false;
    });
    pause = all ? firstPauseMs : Math.min(pause * 2, longestPauseMs);
    if (!all) timer = setTimeout(line.kick, pause);
  });
  return {
    kick: line.kick,
    async stop() {
      await line.stop();
      clearTimeout(timer);
    },
  };
}
