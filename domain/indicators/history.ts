import type { Codes } from "#domain/codes/codes.ts";
import type { Changeable } from "#domain/indicators/change.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import type { CaseId, CaseRef, Ref, UserId } from "#domain/primitives/ids.ts";

/** Somebody saw a known value once more. */
export interface SightingLine {
  readonly at: Date;
  readonly by: UserId;
  readonly source?: string;
  readonly note?: string;
}
/** An officer holds a record for a false positive; `ended`: it was seen after that. */
export interface DoubtLine {
  readonly at: Date;
  readonly by: UserId;
  readonly note?: string;
  readonly ended?: true;
}
/** What of a record was changed, before and after; the same keys on both sides, absent where there was nothing. */
export interface ChangeLine {
  readonly at: Date;
  readonly by: UserId;
  readonly was: Partial<Changeable>;
  readonly now: Partial<Changeable>;
  /** Nothing of it was changed: the message of the command that logged it was removed. */
  readonly removed?: true;
}
/** What happened to a record after it was logged, the newest of each first. */
export interface RecordHistory {
  readonly sightings: readonly SightingLine[];
  readonly doubts: readonly DoubtLine[];
  readonly changes: readonly ChangeLine[];
  /** Changes older than those. */
  readonly older: number;
}
/** A record before and after a change. */
export interface SetLine {
  readonly ref: Ref<"IOC">;
  readonly was: Changeable;
  readonly now: Changeable;
  /** Who logged it. */
  readonly provider: UserId;
  readonly loggedAt: Date;
  /** Where it is the provider who changes it: who else has raised what goes now. */
  readonly raisers: readonly UserId[];
}
/** A record that was found over the officer's cases. */
export interface FoundRecord {
  readonly case: CaseId;
  readonly caseRef: CaseRef;
  readonly ref: Ref<"IOC">;
  readonly indicator: Indicator;
  readonly codes: Codes;
  readonly loggedAt: Date;
  /** The same value, or one inside the other. */
  readonly match: "same" | "adjoining";
}
