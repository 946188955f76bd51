import type { AlertContent, AlertLine, SourceName } from "#domain/alerts/alert.ts";
import type { SourceLine, Tally } from "#domain/alerts/source.ts";
import type { Codes } from "#domain/codes/codes.ts";
import { earliest, hiddenIn, kept, nothing, type Policies, plainly, whenSaid } from "#domain/notices/define-policy.ts";
import type { CaseRef, UserId } from "#domain/primitives/ids.ts";

/** What a case's room hears of its alerts, and what coordinators hear of their sources. */
export type AlertNotice =
  /** `called`: the leads for whom this very message rings. */
  | {
      readonly type: "alert";
      readonly codes: Codes;
      readonly alert: AlertLine;
      readonly content: AlertContent;
      readonly called: readonly UserId[];
    }
  /** `all`: the acknowledged ones too. */
  | {
      readonly type: "alert-list";
      readonly codes: Codes;
      readonly alerts: readonly AlertLine[];
      readonly total: number;
      /** How many of the newest are left out because somebody in the room may not hear them. */
      readonly hidden?: number;
      readonly all: boolean;
    }
  | {
      readonly type: "alerts-acknowledged";
      readonly codes: Codes;
      readonly acknowledged: readonly AlertLine[];
      /** Others were quicker. */
      readonly already: readonly AlertLine[];
    }
  /** Holds a secret: for the private room of the coordinator who asked, and for no other. */
  | {
      readonly type: "alert-source-added";
      readonly source: SourceName;
      readonly ref: CaseRef;
      readonly address: string;
      readonly secret: string;
    }
  /** `nowhere`: what came to addresses of no source. */
  | { readonly type: "alert-sources"; readonly sources: readonly SourceLine[]; readonly nowhere: Tally }
  | { readonly type: "alert-source-removed"; readonly source: SourceName; readonly ref: CaseRef };

export const alertPolicies: Policies<AlertNotice> = {
  alert: { labelled: true, hears: "case", oldest: whenSaid, shows: nothing },
  "alert-list": {
    labelled: true,
    hears: "case",
    oldest: ({ alerts }, said) =>
      earliest(
        said,
        alerts.map(({ at }) => at),
      ),
    shows: nothing,
    lines: {
      of: ({ alerts }) => alerts.map(({ codes, at }) => ({ codes, at })),
      keep: (list, places) => ({ ...list, alerts: kept(list.alerts, places), hidden: hiddenIn(list, list.alerts.length - places.size) }),
    },
  },
  "alerts-acknowledged": {
    labelled: true,
    hears: "case",
    oldest: ({ acknowledged, already }, said) =>
      earliest(
        said,
        [...acknowledged, ...already].map(({ at }) => at),
      ),
    shows: nothing,
  },
  "alert-source-added": { labelled: false, hears: "secret", oldest: whenSaid, shows: nothing },
  "alert-sources": plainly,
  "alert-source-removed": plainly,
};
