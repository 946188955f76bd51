import type { MemberLine } from "#domain/cases/case.ts";

/** Those whose time in the case has not run out. */
export const presentMembers = (members: readonly MemberLine[], now: Date): readonly MemberLine[] =>
  members.filter(({ until }) => until === undefined || until > now);

/** Whom a case's affairs concern first: its leads, or where there are none all who contribute, or else everybody. */
export function inCharge(members: readonly MemberLine[], now: Date): readonly MemberLine[] {
  const present = presentMembers(members, now);
  const having = (role: MemberLine["role"]) => present.filter((one) => one.role === role);
  return [having("lead"), having("contribute"), present].find((found) => found.length > 0) ?? [];
}

/**
 * Whether the change of a member who was `was` takes from their case its last lead, or the last one whose time does not end;
 * `members` are those after it.
 */
export function leavesLeaderless(was: Pick<MemberLine, "role" | "until"> | undefined, members: readonly MemberLine[], now: Date): boolean {
  if (was?.role !== "lead") return false;
  const leads = presentMembers(members, now).filter(({ role }) => role === "lead");
  return leads.length === 0 || (was.until === undefined && leads.every(({ until }) => until !== undefined));
}
