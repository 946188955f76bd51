import type { Say, Work } from "#domain/notice.ts";
import { only, type Stores } from "../storage/index.ts";

type Payload<J extends Work["job"]> = Extract<Work, { readonly job: J }>;

interface Facts {
  /** How often it is tried before it is parked. */
  readonly attempts: number;
  /** Pause before the second try, in milliseconds; it doubles. */
  readonly backoffMs: number;
}
interface Definition<J extends Work["job"], N extends keyof Stores> extends Facts {
  readonly job: J;
  readonly needs: readonly N[];
  /** Safe twice: the queue delivers at least once. */
  run(work: Payload<J>, stores: Pick<Stores, N>, now: Date): Promise<readonly Say[]>;
}

/** A job with its needs sealed in. It returns what is to be said; the worker commits that with the rows. */
export interface Job<J extends Work["job"]> extends Facts {
  readonly job: J;
  run(work: Payload<J>, stores: Stores, now: Date): Promise<readonly Say[]>;
}
export const defineJob = <const J extends Work["job"], const N extends keyof Stores>(definition: Definition<J, N>): Job<J> => ({
  ...definition,
  run: (work, stores, now) => definition.run(work, only(stores, definition.needs), now),
});

/** One job per kind of work: a missing one does not compile. */
export type Jobs = { readonly [J in Work["job"]]: Job<J> };
