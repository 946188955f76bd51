/**
 * Why nothing is taken and nothing said in a room, worst first. "tombstoned": another room replaces it; "unencrypted"; "open": one
 * may enter without an invitation; "world-readable": without even entering; "history": who comes later may read what was before;
 * "guests": accounts without a password may be invited.
 */
export const ailments = ["tombstoned", "unencrypted", "open", "world-readable", "history", "guests"] as const;
export type Ailment = (typeof ailments)[number];

/** What clients set in a new private room, and what shows nothing of what we say to anybody: our keys are for who is there. */
const usual: ReadonlySet<Ailment> = new Set(["history", "guests"]);

/** The contents of a room's governing state events, by type; absent: there is none (Matrix client-server API, "Room Events"). */
export interface Governing {
  readonly [type: string]: Readonly<Record<string, unknown>> | undefined;
}

/** What ails a room by its state, worst first. `ended`: it was said before that another room replaces it, which nothing takes back. */
export function ailmentsOf(state: Governing, ended = false): readonly Ailment[] {
  // without an event the specification's defaults hold
  const visibility = state["m.room.history_visibility"]?.history_visibility ?? "shared";
  const has: Readonly<Record<Ailment, boolean>> = {
    tombstoned: ended || state["m.room.tombstone"] !== undefined,
    unencrypted: state["m.room.encryption"]?.algorithm !== "m.megolm.v1.aes-sha2",
    open: state["m.room.join_rules"]?.join_rule !== "invite",
    "world-readable": visibility === "world_readable",
    history: visibility !== "joined" && visibility !== "world_readable",
    guests: (state["m.room.guest_access"]?.guest_access ?? "forbidden") !== "forbidden",
  };
  return ailments.filter((ailment) => has[ailment]);
}

/** What speaks against a room, and what is put up with in it from now on; absent: that is found out when it is good otherwise. */
export interface Judgement {
  readonly against: readonly Ailment[];
  readonly tolerated?: readonly Ailment[];
}

/**
 * Judges a room by what ails it. In one that we made nothing is put up with. In somebody's own what is usual is, if it was so when
 * the room was first good otherwise: `before` is what was put up with until now. Whatever is mended must stay so.
 */
export function judgeRoom(found: readonly Ailment[], ours: boolean, before?: readonly Ailment[]): Judgement {
  if (ours) return { against: found, tolerated: [] };
  const grave = found.filter((one) => !usual.has(one));
  if (before === undefined) return grave.length > 0 ? { against: grave } : { against: [], tolerated: found };
  return { against: found.filter((one) => !before.includes(one)), tolerated: before.filter((one) => found.includes(one)) };
}
