import type { CaseLine, MemberLine } from "#domain/cases/case.ts";
import type { Codes } from "#domain/codes/codes.ts";
import { amongStrangers, nothing, type Policies, plainly, whenSaid } from "#domain/notices/define-policy.ts";
import type { CaseRef, UserId } from "#domain/primitives/ids.ts";

export type CaseNotice =
  | { readonly type: "case-opened"; readonly case: CaseLine; readonly lead: UserId; readonly codes: Codes }
  /** First words in the case's own room. */
  | { readonly type: "case-brief"; readonly case: CaseLine; readonly lead: UserId; readonly codes: Codes }
  | {
      readonly type: "case-list";
      readonly cases: readonly (CaseLine & { readonly members: number; readonly leads: readonly UserId[] })[];
      readonly codes: Codes;
    }
  | {
      readonly type: "case-info";
      readonly case: CaseLine;
      readonly members: number;
      readonly indicators: number;
      readonly hits: number;
      readonly codes: Codes;
    }
  /** What new records get. */
  | { readonly type: "case-codes"; readonly ref: CaseRef; readonly codes: Codes }
  /** `records`: the highest number of a record, all of which keep theirs. */
  | { readonly type: "case-codes-changed"; readonly ref: CaseRef; readonly was: Codes; readonly codes: Codes; readonly records: number }
  /** In private, before it is done. */
  | { readonly type: "case-codes-lowering"; readonly ref: CaseRef; readonly now: Codes; readonly codes: Codes }
  | { readonly type: "case-members"; readonly ref: CaseRef; readonly members: readonly MemberLine[]; readonly codes: Codes }
  | {
      readonly type: "case-member-added";
      readonly ref: CaseRef;
      readonly member: MemberLine;
      readonly again: boolean;
      readonly codes: Codes;
    }
  /** Of the case's room and of the coordination room: a coordinator has named a lead. */
  | { readonly type: "case-lead-named"; readonly ref: CaseRef; readonly userId: UserId; readonly by: UserId }
  /** Is said while they may still be in the room, as a stranger. */
  | { readonly type: "case-member-removed"; readonly ref: CaseRef; readonly userId: UserId }
  /** They are no member any more: the bot has removed them from the room. */
  | { readonly type: "case-member-ended"; readonly ref: CaseRef; readonly userId: UserId; readonly codes: Codes };

export const casePolicies: Policies<CaseNotice> = {
  "case-opened": { labelled: true, hears: "administration", oldest: (notice) => notice.case.openedAt, shows: nothing },
  "case-brief": { labelled: true, hears: "membership", oldest: (notice) => notice.case.openedAt, shows: nothing },
  "case-list": { labelled: true, hears: "administration", oldest: whenSaid, shows: nothing },
  "case-info": { labelled: true, hears: "membership", oldest: (notice) => notice.case.openedAt, shows: nothing },
  "case-codes": { labelled: true, hears: "case", oldest: whenSaid, shows: nothing },
  "case-codes-changed": { labelled: true, hears: "case", oldest: whenSaid, shows: nothing },
  "case-codes-lowering": { labelled: true, hears: "case", oldest: whenSaid, shows: nothing },
  "case-members": { labelled: true, hears: "membership", oldest: whenSaid, shows: nothing },
  "case-member-added": { labelled: true, hears: "membership", oldest: whenSaid, shows: nothing },
  "case-lead-named": plainly,
  "case-member-removed": amongStrangers,
  "case-member-ended": { labelled: true, hears: "membership", oldest: whenSaid, shows: nothing },
};
