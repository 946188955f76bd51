/** What lies between tries, in milliseconds; the last of them stands for all that follow. */
export type Pauses = readonly [number, ...number[]];

/** The pause after so many failures in a row, from 1 on. */
export const pauseAfter = (failures: number, pauses: Pauses): number => pauses[Math.min(failures, pauses.length) - 1] ?? pauses[0];

/** Twice as long each time, until `longest`. */
export function doubling(first: number, longest: number): Pauses {
  return first >= longest ? [longest] : [first, ...doubling(first * 2, longest)];
}

/** Of what is asked of others: an outage that passes is over soon, and a long one is not made longer. */
export const whileAway = doubling(1_000, 60_000);
