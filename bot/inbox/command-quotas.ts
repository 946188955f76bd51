import type { RoomId, UserId } from "#domain/primitives/ids.ts";
import { quota } from "#domain/time/quota.ts";

/** What is over a quota: whose, and from when on they are heard again. */
export interface Excess {
  readonly whose: "officer" | "room";
  readonly most: number;
  readonly until: Date;
  /** The flood has not been answered yet. */
  readonly first: boolean;
}

/** How many commands officers and rooms may send. Kept in memory: a new process begins anew. */
export interface CommandQuotas {
  /** Counts one; undefined if it may be done. */
  take(by: UserId, room: RoomId, now: Date): Excess | undefined;
  /** Who has sent too many, and is heard again later: what else they have sent waits behind that of others. */
  closed(now: Date): readonly UserId[];
}

/** Several officers work in a room at once. */
const roomFactor = 4;

export function commandQuotas(perMinute: number): CommandQuotas {
  const quotas = {
    officer: { most: perMinute, ...quota(perMinute) },
    room: { most: perMinute * roomFactor, ...quota(perMinute * roomFactor) },
  };
  return {
    // only users' ids were counted there
    closed: (now) => quotas.officer.closed(now) as readonly UserId[],
    take(by, room, now) {
      for (const [whose, who] of [
        ["officer", by],
        ["room", room],
      ] as const) {
        const { most, take } = quotas[whose];
        const taken = take(who, now);
        if (taken !== "open") return { whose, most, ...taken };
      }
      return undefined;
    },
  };
}
