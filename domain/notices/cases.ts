import type { Codes } from "#domain/codes.ts";
import type { CaseRef, UserId } from "#domain/ids.ts";

export type CaseRole = "read" | "contribute" | "lead";
export interface MemberLine {
  readonly userId: UserId;
  readonly name: string;
  readonly country?: string;
  readonly agency?: string;
  readonly role: CaseRole;
  readonly until?: Date;
}
/** `words` are the neutral words of the room's name, "blue heron"; the title is the secret code name. */
export interface CaseLine {
  readonly ref: CaseRef;
  readonly words: string;
  readonly title: string;
  readonly state: "open" | "closed";
  readonly codes: Codes;
  readonly openedAt: Date;
}

export type CaseNotice =
  | { readonly say: "case-opened"; readonly case: CaseLine; readonly lead: UserId; readonly codes: Codes }
  /** First words in the case's own room. */
  | { readonly say: "case-brief"; readonly case: CaseLine; readonly lead: UserId; readonly codes: Codes }
  | {
      readonly say: "case-list";
      readonly cases: readonly (CaseLine & { readonly members: number; readonly lead: UserId })[];
      readonly codes: Codes;
    }
  | {
      readonly say: "case-info";
      readonly case: CaseLine;
      readonly members: number;
      readonly indicators: number;
      readonly hits: number;
      readonly codes: Codes;
    }
  | { readonly say: "case-members"; readonly ref: CaseRef; readonly members: readonly MemberLine[]; readonly codes: Codes }
  | {
      readonly say: "case-member-added";
      readonly ref: CaseRef;
      readonly member: MemberLine;
      readonly again: boolean;
      readonly codes: Codes;
    }
  /** His time ran out: the bot has removed him from the room. */
  | { readonly say: "case-member-ended"; readonly ref: CaseRef; readonly userId: UserId; readonly codes: Codes };
