import type { CryptoSync } from "../encryption/client.ts";

/**
 * How long a sync may be kept from the encryption machine that tells it nothing, in milliseconds. Not for ever: by the way
 * the machine renews its fallback key after a week, and requests that were refused are sent again.
 */
const longestMs = 10_000;

/**
 * Tells whether the machine learns something from a sync: messages, changed device lists, or other counts of our own keys
 * than those that it took last. Most syncs bring none, and each that it is given costs a write of its store.
 */
export interface IdleSync {
  learns(sync: CryptoSync): boolean;
  /** The machine has taken it whole. */
  took(sync: CryptoSync): void;
}

/** `clock`: milliseconds that only grow. */
export function openIdleSync(clock: () => number = () => performance.now()): IdleSync {
  let taken: { readonly counts: string; readonly at: number } | undefined;
  const counts = ({ oneTimeKeys, unusedFallback }: CryptoSync): string =>
    JSON.stringify([Object.entries(oneTimeKeys).sort(([a], [b]) => (a < b ? -1 : 1)), unusedFallback?.toSorted() ?? null]);
  return {
    learns: (sync) =>
      sync.toDevice.length + sync.changed.length + sync.left.length > 0 ||
      taken === undefined ||
      taken.counts !== counts(sync) ||
      clock() - taken.at >= longestMs,
    took(sync) {
      taken = { counts: counts(sync), at: clock() };
    },
  };
}
