import type { CaseOfficer } from "#domain/cases/case.ts";
import type { UserId } from "#domain/primitives/ids.ts";

/** Officers in the case's room who may confirm what `by` does not decide alone: leads first, never who only reads. */
export function secondOfficers(officers: readonly CaseOfficer[], by: UserId): readonly CaseOfficer[] {
  const there = officers.filter(({ userId, since }) => userId !== by && since !== undefined);
  const having = (role: CaseOfficer["role"]) => there.filter((one) => one.role === role);
  return [...having("lead"), ...having("contribute")];
}

/** Of those who may confirm: who was asked before, if they still may; else the first. */
export const oneOf = (may: readonly UserId[], asked: UserId | undefined): UserId | undefined =>
  asked !== undefined && may.includes(asked) ? asked : may[0];
