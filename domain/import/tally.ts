import type { Gathering } from "#domain/import/gather.ts";

/** Most different remarks. */
const most = 500;

/** Counts remarks that stand at many things, each to be told once, at its first line. */
export interface Tally {
  add(line: number, why: string): void;
  tell(gather: Gathering): void;
}

/** Starts with none. */
export function tally(): Tally {
  const found = new Map<string, { readonly line: number; count: number }>();
  return {
    add: (line, why) => {
      const one = found.get(why);
      if (one) one.count += 1;
      else if (found.size < most) found.set(why, { line, count: 1 });
    },
    tell: (gather) => {
      for (const [why, { line, count }] of found) gather.unclear(line, `${why} (${count})`);
    },
  };
}
