import { mayHear } from "#domain/codes/table.ts";
import { type Asking, type WhoConfirms, whoConfirms } from "#domain/codes/who-lowers.ts";
import { type RecordChange, rewrites, sameContent, weakened } from "#domain/indicators/change.ts";
import type { SetLine } from "#domain/indicators/history.ts";

/** What becomes of a change: it is free, it takes somebody's code for the records that protect less, or it is refused. */
export type Ruling =
  | "free"
  | { readonly of: Extract<WhoConfirms, { readonly of: unknown }>["of"]; readonly lowered: readonly SetLine[] }
  | Refusal;
type Refusal = Extract<WhoConfirms, { readonly refused: unknown }>;

/**
 * Rules on a change of records: raising is free, and all that somebody does to records which they may not hear. `lines` are all that
 * were named, those too that are so already: else who is kept from a record would learn by asking what it says.
 */
export function ruling(lines: readonly SetLine[], change: RecordChange, asking: Asking): Ruling {
  const lowered = lines.filter(({ was, now }) => weakened(was, now).length > 0);
  const unheard = rewrites(change) ? lines.filter((line) => !hears(line, asking)) : [];
  if (unheard.length > 0) return { refused: "deaf", refs: unheard.map(({ ref }) => ref) };
  if (lowered.length === 0) return "free";
  const who = whoConfirms(
    lowered.map(({ was, now, ...line }) => ({ ...line, codes: was.codes, less: weakened(was, now) })),
    asking,
  );
  return "of" in who ? { ...who, lowered } : who;
}

function hears({ was, loggedAt }: SetLine, { by, officers }: Asking): boolean {
  const one = officers.find(({ userId }) => userId === by);
  const there = officers.filter(({ since }) => since !== undefined);
  return one !== undefined && mayHear(one, was.codes, loggedAt, there);
}

/** The lines of records that are otherwise afterwards. */
export const changedLines = (lines: readonly SetLine[]): readonly SetLine[] => lines.filter(({ was, now }) => !sameContent(was, now));
