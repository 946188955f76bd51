import type { HitLine } from "#domain/hits/hit.ts";
import type { CaseId, Ref } from "#domain/primitives/ids.ts";
import type { Doing } from "./people.ts";

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
  /** A record may be told that was not: numbers the sides that have not heard of it, and returns those. */
  announce(indicatorId: string, now: Date): Promise<readonly NotifiedSide[]>;
  /** The same of a record that lets more be known than before; the sides that have heard of it come first, if they learn more than the hit. */
  disclose(indicatorId: string, now: Date): Promise<readonly NotifiedSide[]>;
  /** What an officer is shown of a hit. Where that is more than the hit, the other record's case keeps who asked and who hears it. */
  show(of: CaseId, ref: Ref<"HIT">, doing: Doing): Promise<HitLine | undefined>;
  /** Hits by their numbers, as the side of their case may see them now. */
  numbered(of: CaseId, refs: readonly Ref<"HIT">[]): Promise<readonly HitLine[]>;
  list(of: CaseId, most: number): Promise<{ readonly hits: readonly HitLine[]; readonly total: number }>;
}
