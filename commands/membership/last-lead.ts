import type { MemberLine } from "#domain/cases/case.ts";
import { presentMembers } from "#domain/cases/members.ts";
import type { CaseRef, UserId } from "#domain/primitives/ids.ts";
import { type Failed, fail } from "#domain/primitives/result.ts";

interface Change {
  readonly caller: UserId;
  readonly now: Date;
  /** The cases, where it is of several. */
  readonly cases?: readonly CaseRef[];
}

/** The fault of a change that would leave a case, or these cases, without a lead that stays; `members` are those after it. */
export function lastLeadFault(userId: UserId, members: readonly MemberLine[], { caller, now, cases }: Change): Failed {
  const others = presentMembers(members, now).some((one) => one.role === "lead" && one.userId !== userId);
  return fail({ code: "only-lead", userId, own: userId === caller, others, ...(cases && { cases }) });
}
