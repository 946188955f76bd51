import { serverOf } from "./unreachable-servers.ts";

/** When a query began: by the clock, and in the order of all that happened in this process. */
export interface Moment {
  readonly at: number;
  readonly order: number;
}

/** When users' keys were last asked for. In memory: after a start everybody is asked for again. */
export interface KeyQueries {
  /** Later than every moment before it. */
  now(): Moment;
  /** A query that began at `began` was answered for those of the users whose server is not among its failures. */
  ended(users: readonly string[], answer: { readonly failures?: unknown }, began: Moment): void;
  /** Asked since that moment; the user's server may not have answered. */
  asked(user: string, since: Moment): boolean;
  /** Answered by a query that began after that moment. */
  answered(user: string, since: Moment): boolean;
  /** The same by the clock. */
  answeredAfter(user: string, since: Date): boolean;
}

export function keyQueries(): KeyQueries {
  const lastAsked = new Map<string, Moment>();
  const lastAnswered = new Map<string, Moment>();
  let order = 0;
  return {
    now: () => ({ at: Date.now(), order: ++order }),
    ended(users, answer, began) {
      const silent = new Set(typeof answer.failures === "object" && answer.failures !== null ? Object.keys(answer.failures) : []);
      for (const user of users) {
        lastAsked.set(user, began);
        if (!silent.has(serverOf(user))) lastAnswered.set(user, began);
      }
    },
    asked: (user, since) => (lastAsked.get(user)?.order ?? 0) > since.order,
    answered: (user, since) => (lastAnswered.get(user)?.order ?? 0) > since.order,
    answeredAfter: (user, since) => (lastAnswered.get(user)?.at ?? Number.NEGATIVE_INFINITY) > since.getTime(),
  };
}
