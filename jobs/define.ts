import type { JobName, Say } from "#domain/notice.ts";
import { only, type Stores } from "../storage/index.ts";

interface Facts {
  /** How often it is tried before it is parked. */
  readonly attempts: number;
  /** Pause before the second try, in milliseconds; it doubles. */
  readonly backoffMs: number;
}
interface Definition<N extends keyof Stores> extends Facts {
  readonly job: JobName;
  readonly needs: readonly N[];
  /** Safe twice: the queue delivers at least once. `subject` is our id of what the job is about. */
  run(subject: string, stores: Pick<Stores, N>, now: Date): Promise<readonly Say[]>;
}

/** A job with its needs sealed in. It returns what is to be said; the worker commits that with the rows. */
export interface Job extends Facts {
  readonly job: JobName;
  run(subject: string, stores: Stores, now: Date): Promise<readonly Say[]>;
}
export const defineJob = <const N extends keyof Stores>(definition: Definition<N>): Job => ({
  ...definition,
  run: (subject, stores, now) => definition.run(subject, only(stores, definition.needs), now),
});

/** One job per kind of work: a missing one does not compile. */
export type Jobs = Readonly<Record<JobName, Job>>;
