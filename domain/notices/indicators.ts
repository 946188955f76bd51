import type { Codes } from "#domain/codes/codes.ts";
import type { Finding } from "#domain/enrichment/source.ts";
import type { RecordFilter } from "#domain/indicators/filter.ts";
import type { RecordHistory } from "#domain/indicators/history.ts";
import type { Foreign, LoggedLine, RecordLine } from "#domain/indicators/record.ts";
import { earliest, hiddenIn, kept, type Policies, type ShownRecords, whenSaid } from "#domain/notices/define-policy.ts";
import type { Ref, UserId } from "#domain/primitives/ids.ts";
import type { Fault } from "#domain/primitives/result.ts";

export type IndicatorNotice =
  /** `codes` are the strictest of what was logged; `line` of a refused value is counted from 1. */
  | {
      readonly type: "indicators-logged";
      readonly codes: Codes;
      readonly logged: readonly LoggedLine[];
      readonly refused: readonly { readonly line: number; readonly fault: Fault }[];
      /** What was typed with the values, and the new records carry. */
      readonly with?: { readonly tags?: readonly string[]; readonly source?: string; readonly seenAt?: Date; readonly note?: string };
      /** A marking in the pasted text that was stricter than what held otherwise, and was taken: "TLP:RED". */
      readonly marking?: string;
    }
  | {
      readonly type: "indicator-list";
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
      readonly type: "indicator-shown";
      readonly codes: Codes;
      readonly record: RecordLine;
      readonly findings: readonly Finding[];
      readonly history?: RecordHistory;
      readonly now: Date;
    }
  | {
      readonly type: "indicators-withdrawn";
      readonly refs: readonly Ref<"IOC">[];
      /** Of these: what others have logged. */
      readonly foreign: readonly Foreign[];
      readonly already: readonly Ref<"IOC">[];
      readonly reason: string;
      readonly codes: Codes;
    }
  /** In private, before it is done. */
  | {
      readonly type: "indicators-withdrawing";
      readonly refs: readonly Ref<"IOC">[];
      readonly foreign: readonly Foreign[];
      readonly reason: string;
      readonly codes: Codes;
    }
  /** In private, a call: what somebody else did to records of who hears it. */
  | {
      readonly type: "indicators-taken";
      readonly how: "withdrawn" | "spilled";
      readonly refs: readonly Ref<"IOC">[];
      readonly by: UserId;
      readonly reason?: string;
      readonly codes: Codes;
    };

/** A reason may tell of what stood in the records. */
const withReason = {
  labelled: true,
  hears: "case",
  oldest: whenSaid,
  shows: ({ refs }: { readonly refs: readonly Ref<"IOC">[] }): ShownRecords => ({ records: refs.map((ref) => ({ ref })), hits: [] }),
} as const;

export const indicatorPolicies: Policies<IndicatorNotice> = {
  "indicators-logged": {
    labelled: true,
    hears: "case",
    // who was not there when it was logged does not learn that it was by logging it again
    oldest: ({ logged }, said) =>
      earliest(
        said,
        logged.map(({ loggedAt = said }) => loggedAt),
      ),
    shows: ({ logged }) => ({ records: logged, hits: [] }),
    logs: ({ logged }) => logged.flatMap(({ ref, again }) => (again ? [] : [ref])),
  },
  "indicator-list": {
    labelled: true,
    hears: "case",
    oldest: ({ records }, said) =>
      earliest(
        said,
        records.map(({ loggedAt }) => loggedAt),
      ),
    shows: ({ records }) => ({ records, hits: [] }),
    lines: {
      of: ({ records }) => records.map(({ ref, codes, loggedAt }) => ({ ref, codes, at: loggedAt })),
      keep: (list, places) => ({ ...list, records: kept(list.records, places), hidden: hiddenIn(list, list.records.length - places.size) }),
    },
  },
  "indicator-shown": {
    labelled: true,
    hears: "case",
    oldest: ({ record }) => record.loggedAt,
    shows: ({ record }) => ({ records: [record], hits: [] }),
  },
  "indicators-withdrawn": withReason,
  "indicators-withdrawing": withReason,
  "indicators-taken": { ...withReason, hears: "membership" },
};
