import type { Codes, Share } from "#domain/codes/codes.ts";
import type { FoundRecord, SetLine } from "#domain/indicators/history.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import type { Foreign } from "#domain/indicators/record.ts";
import type { Forgetting } from "#domain/indicators/who-spills.ts";
import { earliest, hiddenIn, kept, nothing, type Policies, whenSaid } from "#domain/notices/define-policy.ts";
import type { Ref } from "#domain/primitives/ids.ts";

/** Codes before and after; `permits`: the share that holds towards other cases then; `reworded`: an H3 gets other conditions. */
export interface LoweredLine {
  readonly ref: Ref<"IOC">;
  readonly was: Codes;
  readonly now: Codes;
  readonly permits: Share;
  readonly reworded?: true;
}

export type LifecycleNotice =
  /** `same` were so already. `codes` are the case's: values do not stand in it. */
  | { readonly type: "indicators-set"; readonly codes: Codes; readonly lines: readonly SetLine[]; readonly same: readonly Ref<"IOC">[] }
  /** In private, before it is done: what protects less afterwards, in the lines of those records alone. */
  | { readonly type: "indicators-lowering"; readonly codes: Codes; readonly lines: readonly LoweredLine[] }
  /** `back`: they were held for false positives and count again. */
  | {
      readonly type: "indicators-seen";
      readonly codes: Codes;
      readonly refs: readonly Ref<"IOC">[];
      readonly at: Date;
      readonly back: readonly Ref<"IOC">[];
    }
  /** `refuted`: marked by who logged them or by a lead, so that they raise no more hits; `already`: by this officer before. */
  | {
      readonly type: "indicators-doubted";
      readonly codes: Codes;
      readonly refs: readonly Ref<"IOC">[];
      readonly refuted: readonly Ref<"IOC">[];
      readonly already: readonly Ref<"IOC">[];
    }
  /** In private, before it is done; `foreign`: those that somebody else has logged. */
  | {
      readonly type: "indicators-spilling";
      readonly codes: Codes;
      readonly refs: readonly Ref<"IOC">[];
      readonly foreign: readonly Foreign[];
    }
  | {
      readonly type: "indicators-spilled";
      readonly codes: Codes;
      readonly refs: readonly Ref<"IOC">[];
      /** How they were protected, and by whom; for who is asked before it is done. */
      readonly lost: readonly Forgetting[];
      readonly already: readonly Ref<"IOC">[];
      /** So many messages of the bot and commands of officers in the case's room are being redacted. */
      readonly messages: number;
      readonly commands: number;
    }
  /** In private; `lines` are those that the officer may hear. `cut`: there may be older ones. The view tells nothing of `hidden`. */
  | {
      readonly type: "indicators-found";
      readonly codes: Codes;
      readonly sought: Indicator;
      readonly lines: readonly FoundRecord[];
      readonly cut: boolean;
      readonly now: Date;
      readonly hidden?: number;
    };

export const lifecyclePolicies: Policies<LifecycleNotice> = {
  "indicators-set": { labelled: true, hears: "case", oldest: whenSaid, shows: nothing },
  "indicators-lowering": { labelled: true, hears: "case", oldest: whenSaid, shows: nothing },
  "indicators-seen": { labelled: true, hears: "case", oldest: whenSaid, shows: nothing },
  "indicators-doubted": { labelled: true, hears: "case", oldest: whenSaid, shows: nothing },
  "indicators-spilling": { labelled: true, hears: "case", oldest: whenSaid, shows: nothing },
  "indicators-spilled": { labelled: true, hears: "case", oldest: whenSaid, shows: nothing },
  "indicators-found": {
    labelled: true,
    hears: "case",
    oldest: ({ lines }, said) =>
      earliest(
        said,
        lines.map(({ loggedAt }) => loggedAt),
      ),
    shows: ({ lines }) => ({ records: lines, hits: [] }),
    lines: {
      spans: true,
      of: ({ lines }) => lines.map(({ case: of, ref, codes, loggedAt }) => ({ case: of, ref, codes, at: loggedAt })),
      keep: (list, places) => ({ ...list, lines: kept(list.lines, places), hidden: hiddenIn(list, list.lines.length - places.size) }),
    },
  },
};
