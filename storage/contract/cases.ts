import type { CaseLine, CaseOfficer, CaseRole, MemberLine } from "#domain/cases/case.ts";
import type { Codes } from "#domain/codes/codes.ts";
import type { CaseId, CaseRef, UserId } from "#domain/primitives/ids.ts";

/** Cases and their members. */
export interface Cases {
  /** Makes the case, its key, its lead's membership; the room follows (the row waits for one). */
  open(opening: {
    readonly title: string;
    readonly lead: UserId;
    readonly codes: Codes;
    readonly by: UserId;
    readonly now: Date;
  }): Promise<{ readonly id: CaseId; readonly case: CaseLine }>;
  /** With the leads and the number of members that each has now. */
  list(): Promise<readonly (CaseLine & { readonly id: CaseId; readonly members: number; readonly leads: readonly UserId[] })[]>;
  get(id: CaseId): Promise<CaseLine>;
  /** Also those whose time has run out. */
  members(id: CaseId): Promise<readonly MemberLine[]>;
  /** The members of now who are on the roster, with what the gate's table asks of them. */
  officers(id: CaseId, now: Date): Promise<readonly CaseOfficer[]>;
  /**
   * Adds a member, whose invitation follows; of one who is a member what is absent stays as it is. A new one contributes.
   * `was`: what they were until now.
   */
  add(
    id: CaseId,
    member: {
      readonly userId: UserId;
      readonly role?: CaseRole;
      readonly until?: Date | "never";
      readonly by: UserId;
      readonly now: Date;
    },
  ): Promise<{ readonly member: MemberLine; readonly was?: MemberLine }>;
  /** Their time in the case ends now: the bot removes them from the room. Undefined: they were no member. */
  remove(id: CaseId, userId: UserId, now: Date): Promise<MemberLine | undefined>;
  /** The same in all cases of which they are a member. */
  removeFromAll(
    userId: UserId,
    now: Date,
  ): Promise<readonly { readonly id: CaseId; readonly ref: CaseRef; readonly state: CaseLine["state"]; readonly was: MemberLine }[]>;
  /** Changes the codes that new records get; `records` is the highest number that a record has. */
  recode(id: CaseId, codes: Codes): Promise<{ readonly case: CaseLine; readonly records: number }>;
  count(id: CaseId): Promise<{ readonly members: number; readonly indicators: number; readonly hits: number }>;
}
