import { type Policies, plainly } from "#domain/notices/define-policy.ts";
import type { OfficerLine } from "#domain/people/officer.ts";
import type { UserId } from "#domain/primitives/ids.ts";

export type OfficerNotice =
  /** The view adds six words of the identity's fingerprint, which only the encryption side knows. */
  | {
      readonly type: "officer-saved";
      readonly officer: OfficerLine;
      readonly again: boolean;
      /** Country and agency decide who hears what: what stood there, where that was changed. */
      readonly was?: Pick<OfficerLine, "country" | "agency">;
      /** They were no coordinator before. */
      readonly named?: true;
    }
  /** `cases`: of how many they were a member; `tasks`: how many open ones were theirs or their desk's alone. */
  | { readonly type: "officer-removed"; readonly userId: UserId; readonly cases: number; readonly tasks: number }
  /** For the coordinator who did it, in private: while the other is there, nothing can be said in the coordination room. */
  | { readonly type: "coordinator-left"; readonly userId: UserId }
  | { readonly type: "officer-list"; readonly officers: readonly OfficerLine[]; readonly now: Date };

export const officerPolicies: Policies<OfficerNotice> = {
  "officer-saved": plainly,
  "officer-removed": plainly,
  "coordinator-left": plainly,
  "officer-list": plainly,
};
