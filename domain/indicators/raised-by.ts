import type { Codes } from "#domain/codes/codes.ts";
import { lowered } from "#domain/codes/lowering.ts";
import { mildest, strictest } from "#domain/codes/strictest.ts";
import type { ChangeLine } from "#domain/indicators/history.ts";
import type { UserId } from "#domain/primitives/ids.ts";

/** That somebody else than its provider has raised a record: from what, to what. */
interface Raise {
  readonly by: UserId;
  readonly from: Codes;
  readonly to: Codes;
}

/** Whether something of what it added is missing from these codes. */
const undoneBy = ({ from, to }: Raise, now: Codes): boolean => lowered(to, strictest(now, [from])).length > 0;

/**
 * Who else has raised what a change of a provider's own record from `was` to `now` would undo. `history` is all that happened to
 * the record, oldest first. Of a raise that was taken back in part what is left holds.
 */
export function raisersUndone(history: readonly ChangeLine[], provider: UserId, was: Codes, now: Codes): readonly UserId[] {
  let standing: readonly Raise[] = [];
  for (const { by, was: before, now: after } of history) {
    if (before.codes === undefined || after.codes === undefined) continue;
    standing = left(standing, after.codes);
    if (by !== provider) standing = [...standing, { by, from: before.codes, to: after.codes }];
  }
  // what is gone already is not undone once more
  return [...new Set(left(standing, was).flatMap((raise) => (undoneBy(raise, now) ? [raise.by] : [])))];
}

/** What is left of raises under these codes. */
const left = (raises: readonly Raise[], now: Codes): readonly Raise[] =>
  raises
    .map((raise) => (undoneBy(raise, now) ? { ...raise, to: mildest(raise.to, strictest(now, [raise.from])) } : raise))
    .filter(({ from, to }) => lowered(to, from).length > 0);
