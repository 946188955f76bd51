import type { Codes } from "#domain/codes/codes.ts";
import type { Hearer } from "#domain/codes/table.ts";
import type { CaseRef, UserId } from "#domain/primitives/ids.ts";

export type CaseRole = "read" | "contribute" | "lead";
export interface MemberLine {
  readonly userId: UserId;
  readonly name: string;
  readonly country?: string;
  readonly agency?: string;
  readonly role: CaseRole;
  readonly until?: Date;
}
/** An officer who works on a case now; without `since` they are not in its room. */
export interface CaseOfficer extends Hearer {
  readonly role: CaseRole;
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
