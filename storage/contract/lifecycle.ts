import type { RecordChange } from "#domain/indicators/change.ts";
import type { FoundRecord, RecordHistory, SetLine } from "#domain/indicators/history.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import type { Foreign } from "#domain/indicators/record.ts";
import type { Warned } from "#domain/indicators/warning.ts";
import type { Forgetting } from "#domain/indicators/who-spills.ts";
import type { CaseId, EventId, Ref, UserId } from "#domain/primitives/ids.ts";
import type { Doing } from "./people.ts";

/** Who does something to which records. A lead may also change what others logged. */
export interface Edit {
  readonly refs: readonly Ref<"IOC">[];
  readonly by: UserId;
  readonly lead: boolean;
  /** Who has typed the code for it. */
  readonly confirmedBy?: UserId;
  readonly now: Date;
}
/** Records that an edit was refused: `ended` were withdrawn, `foreign` are for who logged them or a lead. */
export interface Refused {
  readonly unknown: readonly Ref<"IOC">[];
  readonly ended: readonly Ref<"IOC">[];
  readonly foreign: readonly Ref<"IOC">[];
}

/** What happens to records after they were logged. Whoever finds some refused undoes the rest. */
export interface Lifecycle {
  /** Keeps what there was before. What was silent and is not any more is told to the cases that it met, after the grace. */
  set(of: CaseId, edit: Edit, change: RecordChange): Promise<Refused & { readonly lines: readonly SetLine[] }>;
  /** A sighting of each; what was held for a false positive counts and matches again, unless it is on a warning list. */
  seen(
    of: CaseId,
    edit: Edit,
    sighting: { readonly at: Date; readonly source?: string; readonly note?: string; readonly warned: Warned },
  ): Promise<Refused & { readonly seen: readonly Ref<"IOC">[]; readonly back: readonly Ref<"IOC">[] }>;
  /** One mark of each officer on each record. That of who logged it or of a lead takes it out of matching. */
  doubt(
    of: CaseId,
    edit: Edit,
    note: string | undefined,
  ): Promise<
    Refused & { readonly doubted: readonly Ref<"IOC">[]; readonly refuted: readonly Ref<"IOC">[]; readonly already: readonly Ref<"IOC">[] }
  >;
  /**
   * Forgets value, notes, sources, tags, findings and history, for good; withdrawn ones as well. The messages that showed one
   * of them and the commands that logged it are to be redacted from then on (`Redactions`); counted are those in the case's room.
   */
  spill(
    of: CaseId,
    edit: Edit,
  ): Promise<
    Refused & {
      readonly spilled: readonly Ref<"IOC">[];
      /** Of these: what somebody else has logged. */
      readonly ofOthers: readonly Foreign[];
      /** Of these: how they were protected, and by whom. */
      readonly lost: readonly Forgetting[];
      readonly already: readonly Ref<"IOC">[];
      readonly messages: number;
      readonly commands: number;
    }
  >;
  /** Undefined if there is no such record. */
  history(of: CaseId, ref: Ref<"IOC">): Promise<RecordHistory | undefined>;
  /** The message of a command was removed: noted in the history of the records of the case that it had logged, which are returned. */
  commandRemoved(of: CaseId, command: EventId, doing: Doing): Promise<readonly Ref<"IOC">[]>;
  /** Live records with this value or adjoining it, over the cases of which the officer is a member now; newest first. */
  search(officer: UserId, sought: Indicator, most: number, now: Date): Promise<readonly FoundRecord[]>;
  /** How often they have searched since then, by the audit, and when first. */
  searches(officer: UserId, since: Date): Promise<{ readonly count: number; readonly first?: Date }>;
}
