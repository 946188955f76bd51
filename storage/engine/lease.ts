import type { Query } from "../sealing/keyring.ts";

/** Thrown when another process kept the lease for as long as this one may wait. */
export class LeaseTaken extends Error {
  constructor() {
    super("another process is running on this database");
    this.name = "LeaseTaken";
  }
}

export interface LeaseOptions {
  /** "wait": up to `waitMs` for another holder; "standby": for as long as it takes; "at-once": nobody else can be there. */
  readonly how: "wait" | "standby" | "at-once";
  /** Told once when a renewal finds the lease gone, or when it could not be renewed for the whole term. */
  readonly onLost?: () => void;
  /** For how long one renewal holds, in milliseconds. */
  readonly termMs?: number;
  readonly renewMs?: number;
  readonly waitMs?: number;
}

/** The lease in this process's hands. */
export interface Lease {
  /** 64 bits as text. */
  readonly epoch: string;
  /** Lets the next holder in at once. */
  release(): Promise<void>;
}

const pollMs = 500;

/** Takes the lease and renews it until `release`. Rejects with LeaseTaken; `query` runs on the pool. */
export async function takeLease(query: Query, options: LeaseOptions): Promise<Lease> {
  const { how, onLost, termMs = 30_000, renewMs = 10_000, waitMs = 40_000 } = options;
  const term = `${termMs} milliseconds`;
  const start = performance.now();
  let taken: { readonly epoch: string } | undefined;
  for (;;) {
    [taken] = await query<{ epoch: string }>(
      `update liaison.lease set epoch = epoch + 1, until = clock_timestamp() + $1::interval
       where until < clock_timestamp() or $2 returning epoch`,
      [term, how === "at-once"],
    );
    if (taken !== undefined) break;
    if (how === "wait" && performance.now() - start >= waitMs) throw new LeaseTaken();
    await new Promise((resolve) => setTimeout(resolve, Math.min(pollMs, waitMs)));
  }
  const { epoch } = taken;

  let ended = false;
  let lastRenewed = performance.now();
  const lose = (): void => {
    if (ended) return;
    ended = true;
    clearInterval(timer);
    onLost?.();
  };
  const renew = async (): Promise<void> => {
    const asked = performance.now();
    try {
      const rows = await query(`update liaison.lease set until = clock_timestamp() + $2::interval where epoch = $1 returning 1`, [
        epoch,
        term,
      ]);
      if (rows.length === 0) lose();
      else lastRenewed = asked;
    } catch {
      // The database may be back before the term is over; every transaction checks the epoch anyway.
      if (performance.now() - lastRenewed > termMs) lose();
    }
  };
  const timer = setInterval(() => void renew(), renewMs);
  timer.unref();

  return {
    epoch,
    async release() {
      ended = true;
      clearInterval(timer);
      await query("update liaison.lease set until = '-infinity' where epoch = $1", [epoch]);
    },
  };
}
