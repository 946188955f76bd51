import type { Message } from "#domain/notices/message.ts";
import type { JobName } from "#domain/work.ts";
import { only, type Stores } from "../../storage/index.ts";

interface JobFacts {
  /** How often it is tried before it is parked. */
  readonly attempts: number;
  /** Pause before the second try, in milliseconds; it doubles. */
  readonly backoffMs: number;
}
interface Definition<N extends keyof Stores> extends JobFacts {
  readonly job: JobName;
  readonly needs: readonly N[];
  /**
   * For a job that mostly comes to nothing: of these subjects those for which it may have something to do. The others are
   * done, many in one transaction. Only reads.
   */
  readonly hasWork?: (subjects: readonly string[], stores: Pick<Stores, N>) => Promise<readonly string[]>;
  /** Safe twice: the queue delivers at least once. `subject` is our id of what the job is about. */
  run(subject: string, stores: Pick<Stores, N>, now: Date): Promise<readonly Message[]>;
  /** After the last try, in the transaction that parks it: whoever waits for it must not wait for ever. */
  readonly onFailed?: (subject: string, stores: Pick<Stores, N>, now: Date) => Promise<readonly Message[]>;
}

/** A job with its needs sealed in. It returns what is to be said; the worker commits that with the rows. */
export interface Job extends JobFacts {
  readonly job: JobName;
  run(subject: string, stores: Stores, now: Date): Promise<readonly Message[]>;
  readonly hasWork?: (subjects: readonly string[], stores: Stores) => Promise<readonly string[]>;
  readonly onFailed?: (subject: string, stores: Stores, now: Date) => Promise<readonly Message[]>;
}
export const defineJob = <const N extends keyof Stores>({ hasWork, onFailed, ...definition }: Definition<N>): Job => ({
  ...definition,
  run: (subject, stores, now) => definition.run(subject, only(stores, definition.needs), now),
  ...(hasWork && { hasWork: (subjects, stores) => hasWork(subjects, only(stores, definition.needs)) }),
  ...(onFailed && { onFailed: (subject, stores, now) => onFailed(subject, only(stores, definition.needs), now) }),
});

/** One job per kind of work: a missing one does not compile. */
export type Jobs = Readonly<Record<JobName, Job>>;
