import type { OfficerLine } from "#domain/people/officer.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import type { Level } from "#domain/primitives/level.ts";
import type { Place } from "./rooms.ts";

/** Who does something, and when. */
export interface Doing {
  readonly by: UserId;
  readonly now: Date;
}
/** Who typed it, with the level they have where they typed it. */
export interface Caller {
  readonly userId: UserId;
  /** False for somebody who is not on the roster; their level is then "guest". */
  readonly onRoster: boolean;
  readonly country?: string;
  /** IANA zone. */
  readonly zone: string;
  readonly level: Level;
}
/** What an officer entry may set; what is absent stays as it is. */
export interface OfficerChange {
  readonly userId: UserId;
  readonly name?: string;
  readonly country?: string;
  readonly agency?: string;
  readonly role?: "officer" | "coordinator";
  readonly zone?: string;
}

/** Which cross-signing identity (its master public key) is an officer's. */
export interface Pins {
  /** An entry for each of them who is on the roster; undefined where none was seen yet. */
  of(users: readonly UserId[]): Promise<ReadonlyMap<UserId, string | undefined>>;
  /** The first that was seen; where there is one it stays. Nothing for who is not on the roster. */
  first(userId: UserId, key: string): Promise<void>;
  /** In place of the one before. */
  anew(userId: UserId, key: string): Promise<void>;
}

/** The officers, their rights and desks. */
export interface Roster {
  caller(of: UserId, at: Place): Promise<Caller>;
  find(userId: UserId): Promise<OfficerLine | undefined>;
  /** All officers with this short name (localpart, any case). */
  named(shortName: string): Promise<readonly OfficerLine[]>;
  list(): Promise<readonly OfficerLine[]>;
  /** Adds or changes; `again` tells that they were there. */
  save(change: OfficerChange): Promise<{ readonly officer: OfficerLine; readonly again: boolean }>;
  /** Forgets them; false: they were not there. */
  remove(userId: UserId): Promise<boolean>;
}
