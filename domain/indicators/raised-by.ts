import type { Codes } from "#domain/codes/codes.ts";
import { lowered } from "#domain/codes/lowering.ts";
import type { ChangeLine } from "#domain/indicators/history.ts";
import type { UserId } from "#domain/primitives/ids.ts";

/** That somebody else than its provider has raised a code: from what, to what. */
interface Raise {
  readonly by: UserId;
  readonly from: Codes;
  readonly to: Codes;
}

/**
 * Who else has raised what a change of a provider's own record from `was` to `now` would undo. `history` is all that happened to
 * the record, oldest first. Of a raise that was taken back in part what is left holds.
 */
export function raisersUndone(history: readonly ChangeLine[], provider: UserId, was: Codes, now: Codes): readonly UserId[] {
  const raises = new Map<keyof Codes, Raise>();
  for (const { by, was: before, now: after } of history)
    if (before.codes !== undefined && after.codes !== undefined)
      follow(raises, by === provider ? undefined : by, before.codes, after.codes);
  const undone = lowered(was, now).flatMap((code) => {
    const raise = raises.get(code);
    return raise !== undefined && lowered(raise.to, now).includes(code) ? [raise.by] : [];
  });
  return [...new Set(undone)];
}

/** `by`: absent for the provider, who owes nobody for what they raise themself. */
function follow(raises: Map<keyof Codes, Raise>, by: UserId | undefined, before: Codes, after: Codes): void {
  for (const code of lowered(after, before)) {
    const known = raises.get(code);
    if (by !== undefined) raises.set(code, { by, from: known?.from ?? before, to: after });
  }
  for (const code of lowered(before, after)) {
    const known = raises.get(code);
    if (known === undefined || lowered(after, before).includes(code) || !lowered(known.to, after).includes(code)) continue;
    if (lowered(after, known.from).includes(code)) raises.set(code, { ...known, to: after });
    else raises.delete(code);
  }
}
