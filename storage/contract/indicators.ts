import type { Codes, Share, TypedCodes } from "#domain/codes/codes.ts";
import type { RecordFilter } from "#domain/indicators/filter.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import type { Foreign, LoggedLine, RecordLine } from "#domain/indicators/record.ts";
import type { Warned } from "#domain/indicators/warning.ts";
import type { CaseId, Ref } from "#domain/primitives/ids.ts";
import type { Doing } from "./people.ts";

/** What is logged beside the value itself. */
export interface Particulars {
  readonly codes: Codes;
  /** Those of the codes that somebody named: a known record is raised to them, code by code, and never lowered. */
  readonly typed?: TypedCodes;
  /** A share that who logs has typed for these very records: their permission, as far as it goes beyond the hit. */
  readonly permits?: Share;
  readonly tags: readonly string[];
  readonly note?: string;
  readonly source?: string;
  readonly seenAt?: Date;
  /** Names the warning list on which a value stands: what is on one meets no other case. */
  readonly warned?: Warned;
}

/** The records of a case. */
export interface Indicators {
  /** Writes records, match rows and schedules their correlation after the grace. A known, live value is only seen again, and raised to what was typed. Order of the answer = order of `found`. */
  log(of: CaseId, found: readonly Indicator[], particulars: Particulars, doing: Doing): Promise<readonly LoggedLine[]>;
  find(of: CaseId, ref: Ref<"IOC">): Promise<RecordLine | undefined>;
  /** The codes that these records have now; a number that does not exist is left out. */
  codes(of: CaseId, refs: readonly Ref<"IOC">[]): Promise<ReadonlyMap<Ref<"IOC">, Codes>>;
  /** Newest first; withdrawn ones are left out, and those for which `may` does not hold. `total` counts all that match. */
  list(
    of: CaseId,
    filter: RecordFilter & { readonly most: number; readonly may?: (record: RecordLine) => boolean },
  ): Promise<{ readonly records: readonly RecordLine[]; readonly total: number }>;
  /** Keeps the row and its history, removes its match rows. A number that does not exist is in `unknown`. */
  withdraw(
    of: CaseId,
    refs: readonly Ref<"IOC">[],
    reason: string,
    doing: Doing,
  ): Promise<{
    readonly withdrawn: readonly Ref<"IOC">[];
    /** Of these: what somebody else has logged. */
    readonly foreign: readonly Foreign[];
    readonly already: readonly Ref<"IOC">[];
    readonly unknown: readonly Ref<"IOC">[];
  }>;
}
