/** How many deliveries a source may make: so many at once, then so many a second. */
export interface RateLimit {
  /** False: one too many. */
  take(source: string): boolean;
}

/** Design 6: two hundred alerts at once are an ordinary bad day, and two a second fill a room for as long as it lasts. */
const burst = 200;
const perSecond = 2;

/** A bucket per source. `clock`: milliseconds that only grow. */
export function rateLimit(clock: () => number = () => performance.now()): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(source) {
      const at = clock();
      const before = buckets.get(source) ?? { left: burst, at };
      const left = Math.min(burst, before.left + ((at - before.at) / 1_000) * perSecond);
      buckets.set(source, { left: left >= 1 ? left - 1 : left, at });
      return left >= 1;
    },
  };
}
