import type { Codes } from "#domain/codes/codes.ts";
import type { UserId } from "#domain/primitives/ids.ts";

/** Somebody who shall hear something of a case; without `since` they are not in its room. */
export interface Hearer {
  readonly userId: UserId;
  readonly country?: string;
  readonly agency?: string;
  /** A current member of the case. */
  readonly ofCase: boolean;
  readonly since?: Date;
}

/**
 * Whether one may hear content with these codes: a function of role and code (design 3, "Who may see what"). `logged` is when
 * the content was logged, `all` who is in the case's room now.
 */
export function mayHear(one: Hearer, codes: Codes, logged: Date, all: readonly Hearer[]): boolean {
  if (codes.only !== undefined && (one.country === undefined || !codes.only.includes(one.country))) return false;
  if (codes.tlp === "clear") return true;
  if (!one.ofCase) return false;
  const present = ({ since }: Hearer) => since !== undefined && since <= logged;
  if (codes.tlp === "red") return present(one);
  if (codes.tlp === "amber+strict")
    return present(one) || (one.agency !== undefined && all.some((other) => present(other) && other.agency === one.agency));
  return true;
}
