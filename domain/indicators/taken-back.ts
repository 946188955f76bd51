import type { Codes } from "#domain/codes/codes.ts";
import type { ChangeLine } from "#domain/indicators/history.ts";
import { raisersUndone } from "#domain/indicators/raised-by.ts";
import type { UserId } from "#domain/primitives/ids.ts";

/** A record that was withdrawn, by whom, and all that was changed of it before, oldest first. */
export interface TakenBack {
  readonly provider: UserId;
  readonly withdrawnBy: UserId;
  readonly codes: Codes;
  readonly changes: readonly ChangeLine[];
}

/** What anybody may log a value with. */
export const unprotected: Codes = { tlp: "clear", pap: "clear", handling: ["H0"], evaluation: "X4", share: "open", category: "unknown" };

/**
 * Whether its value is not free for one who logs it again: somebody else than its provider took it back, or others have raised it. Then it is
 * that record which comes back, or withdrawing and logging anew would do alone what takes two.
 */
export const isBound = ({ provider, withdrawnBy, codes, changes }: TakenBack, by: UserId): boolean =>
  (withdrawnBy !== provider && by !== provider) || raisersUndone(changes, provider, codes, unprotected).some((one) => one !== by);
