import type { CaseOfficer } from "#domain/cases/case.ts";
import { mayHear } from "#domain/codes/table.ts";
import { type Asking, type Lowering, type WhoConfirms, whoConfirms } from "#domain/codes/who-lowers.ts";
import { weakened } from "#domain/indicators/change.ts";
import type { SetLine } from "#domain/indicators/history.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import { type Failed, fail, ok, type Result } from "#domain/primitives/result.ts";

const lowers = ({ was, now }: SetLine): boolean => weakened(was, now).length > 0;
const edits = ({ was, now }: SetLine): boolean => was.tags.join() !== now.tags.join() || was.source !== now.source || was.note !== now.note;

const loweringOf = ({ ref, was, now, loggedAt, provider, raisers }: SetLine): Lowering => ({
  ref,
  codes: was.codes,
  less: weakened(was, now),
  loggedAt,
  provider,
  raisers,
});

/** The lines of records that protect less after a change. */
export const lowerings = (lines: readonly SetLine[]): readonly SetLine[] => lines.filter(lowers);

/** Who may not hear a record neither lowers it nor rewrites what it says. */
export function deaf(lines: readonly SetLine[], by: UserId, officers: readonly CaseOfficer[]): Failed | undefined {
  const all = officers.filter(({ since }) => since !== undefined);
  const one = officers.find(({ userId }) => userId === by);
  const unheard = lines.filter(
    (line) => (lowers(line) || edits(line)) && (one === undefined || !mayHear(one, line.was.codes, line.loggedAt, all)),
  );
  return unheard.length === 0 ? undefined : fail({ code: "not-cleared", refs: unheard.map(({ ref }) => ref) });
}

const faults: Readonly<
  Record<Extract<WhoConfirms, { readonly refused: unknown }>["refused"], "not-cleared" | "nobody-confirms" | "several-confirm">
> = {
  deaf: "not-cleared",
  alone: "nobody-confirms",
  several: "several-confirm",
};

/** Whose code lowers these records. */
export function confirmer(lines: readonly SetLine[], asking: Asking): Result<readonly UserId[]> {
  const who = whoConfirms(lines.map(loweringOf), asking);
  return "of" in who ? ok([who.of]) : fail({ code: faults[who.refused], refs: who.refs });
}
