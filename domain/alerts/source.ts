import type { SourceKind, SourceName } from "#domain/alerts/alert.ts";
import type { CaseRef, UserId } from "#domain/primitives/ids.ts";

/** Why a delivery was not taken. "repeated" was taken before and is no refusal for its sender; "other" has the id of another that was. */
export const untaken = ["repeated", "other", "signature", "timestamp", "too-large", "malformed", "too-many"] as const;
export type Untaken = (typeof untaken)[number];
/** How often each happened. */
export type Tally = { readonly [U in Untaken]?: number };

/** An alert source as coordinators see it: never its secret, never its address. */
export interface SourceLine extends SourceName {
  readonly kind: SourceKind;
  readonly case: { readonly ref: CaseRef; readonly words: string };
  readonly addedBy: UserId;
  readonly addedAt: Date;
  readonly accepted: number;
  readonly untaken: Tally;
}
