import type { Gathering } from "#domain/import/gather.ts";
import type { NotTaken } from "#domain/import/not-taken.ts";
import { oneLine } from "#domain/import/words.ts";

/** Most different remarks. */
const most = 500;

/** Counts remarks that stand at many things, each to be told once, at its first line. */
export interface Tally {
  add(line: number, why: NotTaken): void;
  tell(gather: Gathering): void;
}

/** What a reader takes values into. */
export interface Into {
  readonly gather: Gathering;
  /** What is left out, counted by reason. */
  readonly apart: Tally;
}

/** Starts with none. */
export function tally(): Tally {
  const found = new Map<string, { readonly line: number; readonly why: NotTaken; count: number }>();
  return {
    add: (line, why) => {
      const key = JSON.stringify(why);
      const one = found.get(key);
      if (one) one.count += 1;
      else if (found.size < most) found.set(key, { line, why, count: 1 });
    },
    tell: (gather) => {
      for (const { line, why, count } of found.values()) gather.unclear(line, { code: "times", why, count });
    },
  };
}

/** Names markings of which the words are not understood, so that the strictest was taken. */
export const tellMark =
  (apart: Tally, line: number) =>
  (typed: string): void =>
    apart.add(line, { code: "marking", id: "", words: oneLine(typed, 60) ?? "" });
