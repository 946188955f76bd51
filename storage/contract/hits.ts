import type { HitLine } from "#domain/hits/hit.ts";
import type { CaseId, Ref } from "#domain/primitives/ids.ts";

/** One case's side of a hit of which it is to hear. */
export interface NotifiedSide {
  readonly case: CaseId;
  readonly hit: HitLine;
}

/** Pairs of records of different cases, each side numbered by its own case. */
export interface Hits {
  /** Of these records those that share a match key with another case; the others meet nothing. */
  mayMeet(indicatorIds: readonly string[]): Promise<readonly string[]>;
  /**
   * Finds records of other cases that meet this one (both past their grace, neither withdrawn), writes each new pair once, numbers it
   * on both sides; returns only the new ones' audible sides. What a record adjoins beside others of the same case is not told.
   */
  correlate(indicatorId: string, now: Date): Promise<readonly NotifiedSide[]>;
  /** A record that was silent, or shows more than before, may be told now: numbers the sides that have not heard of it, and returns those. */
  announce(indicatorId: string): Promise<readonly NotifiedSide[]>;
  list(of: CaseId, most: number): Promise<{ readonly hits: readonly HitLine[]; readonly total: number }>;
  find(of: CaseId, ref: Ref<"HIT">): Promise<HitLine | undefined>;
}
