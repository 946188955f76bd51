import type { Indicator } from "#domain/indicators/indicator.ts";
import type { Warning } from "#domain/indicators/warning.ts";

/** Same value, or one inside the other. */
export type Match = "same" | "adjoining";

/** How two records that meet do so. */
export const matchOf = (a: Indicator, b: Indicator): Match => (a.kind === b.kind && a.value === b.value ? "same" : "adjoining");

/** A record as far as it decides whether other cases meet it, or hear of it. */
export interface Meetable {
  readonly withdrawn: boolean;
  /** Held for a false positive by whoever may say so. */
  readonly refuted: boolean;
  /** On a warning list when it was logged: it is everywhere, so it would meet every case. */
  readonly warned?: Warning | undefined;
}
/** Whether other cases meet a record. What was told before stays a hit. */
export const raisesHits = ({ withdrawn, refuted, warned }: Meetable): boolean => !withdrawn && !refuted && warned === undefined;
