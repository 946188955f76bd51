import type { JobName } from "#domain/work.ts";
import type { Jobs } from "./define.ts";

/** For how many rows of one kind one wake-up may stand. */
export const inBatches = 100;

/** The kinds whose runs may share a transaction. */
export const sharing = (jobs: Jobs): ReadonlySet<JobName> =>
  new Set(Object.values(jobs).flatMap(({ job, hasWork }) => (hasWork === undefined ? [] : [job])));

/**
 * The ids that are put into the queue for these due rows: the first of each hundred of a kind whose runs may share a
 * transaction, and every other one. What was tried before has its own, so that it is begun alone. `due` is in the order in
 * which it became due, which is that in which a worker goes on from the id that wakes it.
 */
export function wakeUps(
  due: readonly { readonly id: string; readonly job: JobName; readonly attempts: number }[],
  share: ReadonlySet<JobName>,
): readonly string[] {
  const counted = new Map<JobName, number>();
  return due
    .filter(({ job, attempts }) => {
      if (attempts > 0 || !share.has(job)) return true;
      const before = counted.get(job) ?? 0;
      counted.set(job, before + 1);
      return before % inBatches === 0;
    })
    .map(({ id }) => id);
}
