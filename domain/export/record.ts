import type { Codes } from "#domain/codes/codes.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import type { CaseId, CaseRef } from "#domain/primitives/ids.ts";

/** What of a record may stand in a file: never who logged it, and no number of ours. */
export interface ExportRecord {
  /** The record's own UUID; files carry ids made of it, never itself. */
  readonly id: string;
  readonly indicator: Indicator;
  readonly codes: Codes;
  readonly tags: readonly string[];
  readonly note?: string;
  readonly source?: string;
  readonly loggedAt: Date;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
}

/** What a file says of itself. */
export interface ExportHead {
  readonly case: CaseId;
  readonly ref: CaseRef;
  readonly at: Date;
}

/** Writes one file piece by piece, so that nobody holds or computes all of it at once: `start`, a piece per record, `end`. */
export interface FileWriter {
  readonly start: string;
  add(record: ExportRecord): string;
  end(): string;
}
