import type { Codes } from "#domain/codes/codes.ts";
import type { Finding, Warning } from "#domain/enrichment/source.ts";
import type { RecordFilter } from "#domain/indicators/filter.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import type { LeftOut } from "#domain/indicators/left-out.ts";
import type { RecordHistory } from "#domain/notices/indicator-life.ts";
import type { Ref, UserId } from "#domain/primitives/ids.ts";
import type { Fault } from "#domain/primitives/result.ts";

/** One value of `/ioc add`. `again`: the case held it already, it is only seen once more. */
export interface LoggedLine {
  readonly ref: Ref<"IOC">;
  readonly indicator: Indicator;
  readonly codes: Codes;
  readonly again: boolean;
  /** The codes before this command raised them. */
  readonly was?: Codes;
  /** The warning list on which it stands: no other case will hear of it. */
  readonly warned?: Warning;
  /** Codes were typed that differ from those that the record has and keeps. */
  readonly keeps?: true;
  /** What was typed with the value and is no part of it. */
  readonly leftOut?: readonly LeftOut[];
}
/** A record as its own case sees it. */
export interface RecordLine extends LoggedLine {
  readonly loggedBy: UserId;
  readonly loggedAt: Date;
  /** Absent: when it was last seen. */
  readonly firstSeenAt?: Date;
  readonly lastSeenAt: Date;
  readonly timesSeen: number;
  readonly tags: readonly string[];
  readonly note?: string;
  readonly source?: string;
  /** How many officers hold it for a false positive. */
  readonly doubts?: number;
  /** One of them had logged it or leads the case: it matches nothing. */
  readonly refuted?: true;
  /** Its value, its notes and its history are gone; `withdrawn` tells by whom. */
  readonly spilled?: true;
  readonly withdrawn?: { readonly by: UserId; readonly at: Date; readonly reason: string };
}

export type IndicatorNotice =
  /** `codes` are the strictest of what was logged; `line` of a refused value is counted from 1. */
  | {
      readonly say: "indicators-logged";
      readonly codes: Codes;
      readonly logged: readonly LoggedLine[];
      readonly refused: readonly { readonly line: number; readonly fault: Fault }[];
      /** What was typed with the values, and the new records carry. */
      readonly with?: { readonly tags?: readonly string[]; readonly source?: string; readonly seenAt?: Date; readonly note?: string };
      /** A marking in the pasted text that was stricter than what held otherwise, and was taken: "TLP:RED". */
      readonly marking?: string;
    }
  | {
      readonly say: "indicator-list";
      readonly codes: Codes;
      readonly records: readonly RecordLine[];
      readonly total: number;
      /** How many of the newest are left out because somebody in the room may not hear them. */
      readonly hidden?: number;
      /** For the scores. */
      readonly now: Date;
      /** What was asked for, and the last record of this page: the next one begins below it. */
      readonly asked?: RecordFilter & { readonly last: Ref<"IOC"> };
    }
  | {
      readonly say: "indicator-shown";
      readonly codes: Codes;
      readonly record: RecordLine;
      readonly findings: readonly Finding[];
      readonly history?: RecordHistory;
      readonly now: Date;
    }
  | {
      readonly say: "indicators-withdrawn";
      readonly refs: readonly Ref<"IOC">[];
      readonly already: readonly Ref<"IOC">[];
      readonly reason: string;
      readonly codes: Codes;
    };
