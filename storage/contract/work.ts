import type { JobName, Work } from "#domain/work.ts";

export interface WorkItem {
  readonly id: string;
  readonly work: Work;
  readonly attempts: number;
}
/** What may be begun at once: so many more of the same kind, if it is one of these. */
export interface Beside {
  readonly kinds: readonly JobName[];
  readonly most: number;
}
export interface WorkList {
  /** Due and not done, at most `most` and not in `but`, in the order in which they became due; `subject` is left out. */
  due(
    now: Date,
    most: number,
    but?: readonly string[],
  ): Promise<readonly { readonly id: string; readonly job: JobName; readonly attempts: number }[]>;
  /** When the next one not yet due becomes due. */
  nextDue(now: Date): Promise<Date | undefined>;
  /** Locks the row (skips a locked one); undefined if done, taken, or by this clock not due. */
  take(id: string, now: Date): Promise<WorkItem | undefined>;
  /** The same for several, in the order in which they became due; those that it would leave out are left out. */
  takeAll(ids: readonly string[], now: Date): Promise<readonly WorkItem[]>;
  /**
   * Counts a try, in a commit of its own before the work, and with it one of each of those that became due after it and were
   * never tried, as far as `beside` lets them; nothing of those that are done or by this clock not due. What was tried before is begun alone.
   */
  begin(id: string, now: Date, beside?: Beside): Promise<readonly WorkItem[]>;
  done(ids: readonly string[], now: Date): Promise<void>;
  /** Next try at `at`; `parked` ends the tries. */
  failed(id: string, next: { readonly at: Date } | "parked"): Promise<void>;
}
