import type { Codes } from "#domain/codes/codes.ts";
import type { HitsFound } from "#domain/hits/hit.ts";
import type { ImportFormat } from "#domain/import/reading.ts";
import type { ImportLine } from "#domain/import/summary.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import type { Origin } from "#domain/notices/message.ts";
import type { CaseId, Ref, UserId } from "#domain/primitives/ids.ts";
import type { Particulars } from "./indicators.ts";

/** A value of a file, as it will be logged. */
export interface ImportEntry {
  /** From 1, for what is said if it fails. */
  readonly line: number;
  readonly indicator: Indicator;
  /** Entries with the same ones share one object. */
  readonly particulars: Omit<Particulars, "warned">;
  /** The warning list on which it stands. */
  readonly warned?: string;
}
/** An import that is to begin. */
export interface Starting {
  readonly file: { readonly name: string; readonly sha256: string; readonly format: ImportFormat };
  /** Each value once. */
  readonly entries: readonly ImportEntry[];
  /** The strictest of all. */
  readonly codes: Codes;
  readonly by: UserId;
  readonly origin: Origin;
}
/** An import after one portion of it, or after its end. */
export interface Imported {
  readonly case: CaseId;
  readonly origin: Origin;
  readonly by: UserId;
  readonly codes: Codes;
  readonly startedAt: Date;
  readonly line: ImportLine;
}
/** All hits of one import, as one case hears of them. */
export interface ImportMet extends HitsFound {
  readonly case: CaseId;
}

/** Files whose values are logged in the background, portion by portion. */
export interface Imports {
  /** How many of these values the case holds. */
  held(of: CaseId, found: readonly Indicator[]): Promise<number>;
  /** Keeps the entries sealed, in portions, and schedules the first of them. */
  start(of: CaseId, starting: Starting, now: Date): Promise<Ref<"IMP">>;
  /**
   * Logs one portion by our own id, in this transaction, and schedules the next; after the last one the meetings, after the
   * grace. What cannot be logged is left out and noted. Undefined if it was logged before, or the import was cancelled.
   */
  log(portion: string, now: Date): Promise<(Imported & { readonly before: number }) | undefined>;
  /**
   * Gives one portion up, after the last try to log it: its lines are noted, and the next one is scheduled, as if it had been logged.
   * Undefined as there.
   */
  giveUp(portion: string, now: Date): Promise<(Imported & { readonly before: number }) | undefined>;
  /**
   * Finds and writes what the records of one portion meet, and schedules the next. Empty but after the last one: then what each
   * case is to hear of the whole import.
   */
  meet(portion: string, now: Date): Promise<readonly ImportMet[]>;
  /** What is logged stays. `ended`: it was over already. Undefined: there is no such import. */
  cancel(of: CaseId, ref: Ref<"IMP">, now: Date): Promise<(Imported & { readonly ended: boolean }) | undefined>;
}
