import { doubling, pauseAfter } from "#domain/time/pauses.ts";

/** What failed and when it may be tried again: each thing by itself, ever more rarely. */
export interface Backoff {
  may(what: string): boolean;
  done(what: string): void;
  /** `refused`: it was answered and will most likely be answered the same again. */
  failed(what: string, refused: boolean): void;
  /** Whether it was refused the last time. */
  isRefused(what: string): boolean;
  /** Milliseconds until the first of them may be tried again; undefined if nothing waits. */
  wait(): number | undefined;
  /** Everything may be tried now. */
  forget(): void;
}

/** An outage ends by itself, a refusal seldom does. */
const afterOutage = doubling(5_000, 300_000);
const afterRefusal = doubling(5_000, 3_600_000);

/** Remembers within this process only: a start tries everything. */
export function openBackoff(now: () => Date): Backoff {
  const failed = new Map<string, { readonly failures: number; readonly at: number; readonly refused: boolean }>();
  return {
    may: (what) => (failed.get(what)?.at ?? 0) <= now().getTime(),
    done: (what) => void failed.delete(what),
    failed(what, refused) {
      const failures = (failed.get(what)?.failures ?? 0) + 1;
      failed.set(what, { failures, at: now().getTime() + pauseAfter(failures, refused ? afterRefusal : afterOutage), refused });
    },
    isRefused: (what) => failed.get(what)?.refused === true,
    wait() {
      // what may be tried and was not is wanted no more
      const later = [...failed.values()].map(({ at }) => at - now().getTime()).filter((ms) => ms > 0);
      return later.length === 0 ? undefined : Math.min(...later);
    },
    forget: () => {
      for (const [what, { refused }] of failed) failed.set(what, { failures: 1, at: 0, refused });
    },
  };
}
