import type { OfficerLine } from "#domain/people/officer.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import type { Outcome } from "../../../commands/framework/dispatch.ts";
import type { Place, Standing } from "../../../storage/index.ts";
import type { Seen } from "./ledger.ts";
import type { Person } from "./model.ts";

/** Whom the commands call, and by which code they run. */
export interface Sending {
  readonly by: UserId;
  /** As if this officer had typed the code of what has this digest. */
  readonly code?: { readonly digest: string; readonly by: UserId };
}
/** What is played on: the real commands over rows somewhere. */
export interface Stage {
  readonly place: Extract<Place, { readonly where: "case" }>;
  send(text: string, sending: Sending): Promise<Outcome>;
  /** From now on the persons are these, and it is so many minutes after the beginning. */
  become(people: readonly Person[], minute: number): Promise<void>;
  records(): Promise<readonly Seen[]>;
  standing(user: UserId): Promise<Standing>;
  officer(user: UserId): Promise<OfficerLine>;
  /** What another case that holds the same value knows: nothing (0), that there is a hit, a contact, the record (3). */
  learned(ref: string): Promise<number>;
}
