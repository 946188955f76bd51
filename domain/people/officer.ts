import type { UserId } from "#domain/primitives/ids.ts";

/** A person on the roster as others may see them: never which cases. */
export interface OfficerLine {
  readonly userId: UserId;
  readonly name: string;
  readonly country?: string;
  readonly agency?: string;
  readonly role: "officer" | "coordinator";
  /** IANA zone. */
  readonly zone: string;
}
