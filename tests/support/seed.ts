/** A sequence of numbers in [0, 1) that a seed decides (mulberry32). */
export function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The seed of this run: `FAULT_SEED`, else the clock. Whoever uses it prints it. */
export const chosenSeed = (): number => Number(process.env.FAULT_SEED ?? Date.now() % 1_000_000);
/** How often a fault is tried: `FAULT_RUNS`, else `few`. */
export const chosenRuns = (few: number): number => Number(process.env.FAULT_RUNS ?? few);
