import type { ListsHeld } from "#domain/enrichment/source.ts";
import { amongStrangers, type Policies, plainly } from "#domain/notices/define-policy.ts";
import type { CaseRef } from "#domain/primitives/ids.ts";
import type { Level } from "#domain/primitives/level.ts";
import type { At, Fault } from "#domain/primitives/result.ts";
import type { Ailment } from "#domain/rooms/ailments.ts";

/** What a failed command says it did not do: "Nothing was logged." */
export type Nothing = "logged" | "saved" | "sent" | "imported" | "done";

/** One command as help shows it. */
export interface CommandHelp {
  readonly name: string;
  readonly summary: string;
  /** Without prefix: `ioc add <value…> [tlp:]`. */
  readonly usage: string;
  readonly permission: Level;
  readonly where: "case" | "coordination" | "private" | "anywhere";
  /** Without prefix. */
  readonly examples: readonly string[];
  readonly options: readonly { readonly key: string; readonly help: string; readonly expects: string }[];
}

/** What `/bot status` counts, over all cases. */
export interface Health {
  readonly cases: number;
  readonly officers: number;
  readonly waitingCommands: number;
  readonly waitingMessages: number;
  /** For officers who are not in their private room yet. */
  readonly unreadMessages: number;
  readonly waitingJobs: number;
  /** Not due yet: reminders, and what waits for its grace. */
  readonly plannedJobs: number;
  readonly undecryptable: number;
  readonly parked: number;
  /** Messages of the bot that did not come back as they were sent, in the last day. */
  readonly lost: number;
  /** Rooms of cases and of coordinators in which nothing is taken or said. */
  readonly unsafeRooms: number;
}

/** A message that was not taken. */
export interface UnreadLine {
  readonly at: Date;
  /** A code of `m.room_key.withheld`, "missing-key", or why it was refused; "room" and an ailment: its room has that. */
  readonly reason: string;
}

/** What somebody is told of messages of his that were not taken. */
export type UnreadNotice =
  /** Codes of `m.room_key.withheld`, or why it could not be read. */
  | { readonly type: "undecryptable"; readonly reason: string; readonly more?: number }
  | { readonly type: "unverified-sender"; readonly more?: number }
  | { readonly type: "changed-identity"; readonly more?: number }
  /** In private: a command in a room in which none is taken. These people are why, or what ails the room. */
  | {
      readonly type: "not-taken-here";
      readonly userIds: readonly string[];
      readonly ails?: readonly Ailment[];
      readonly ofCase?: true;
      readonly more?: number;
    }
  /** In private: a command that came without encryption, in the room of this case. */
  | { readonly type: "plaintext-command"; readonly ref?: CaseRef; readonly more?: number };

export type PlainNotice =
  | UnreadNotice
  /** `line` is the typed line under which the caret of `at` is drawn. */
  | {
      readonly type: "fault";
      readonly nothing: Nothing;
      readonly fault: Fault;
      readonly at?: At;
      readonly line?: string;
      /** Whose help explains more. */
      readonly noun?: string;
      readonly usage?: string;
      readonly example?: string;
    }
  | { readonly type: "broken"; readonly reference: string }
  /** `here` is where it was asked: what works there comes first. */
  | { readonly type: "help"; readonly commands: readonly CommandHelp[]; readonly noun?: string; readonly here?: CommandHelp["where"] }
  /** `counts` are for coordinators: how much there is, and how much waits, tells others of cases that are not theirs. */
  | {
      readonly type: "status";
      readonly version: string;
      readonly upSince: Date;
      readonly rateLimited: number;
      /** Milliseconds by which the homeserver's clock is ahead of ours (behind: negative), when that is too much. */
      readonly clockOff?: number;
      readonly queue: "postgresql" | "redis";
      readonly lists?: ListsHeld;
      readonly counts?: Health;
    }
  | { readonly type: "version"; readonly version: string }
  /** In the room where it was asked; `waits`: the officer has yet to join their private room. */
  | { readonly type: "answered-privately"; readonly waits: boolean }
  /** Who sent the message that it answers sent so many before it that did not come. */
  | { readonly type: "messages-missing"; readonly count: number }
  | { readonly type: "key-reused" }
  | { readonly type: "edited"; readonly line: string }
  | { readonly type: "too-long"; readonly most: number }
  /** Once for all that somebody, or a whole room, sends beyond their quota: nothing of it is done until then. */
  | { readonly type: "too-many-commands"; readonly most: number; readonly whose: "officer" | "room"; readonly until: Date }
  /** The gate's sentence in place of a notice that somebody in the room may not hear. */
  | {
      readonly type: "not-shown";
      readonly userId: string;
      readonly label: string;
      /** The whole of it goes in private to who asked; "others": to those of the room who may hear it. */
      readonly inPrivate?: true | "others";
      /** What was logged all the same. */
      readonly refs?: readonly string[];
    }
  /** In place of everything else while somebody is in a case's room who is no member of it. `inPrivate`: as above. */
  | { readonly type: "stranger-present"; readonly userId: string; readonly inPrivate?: true | "others" }
  /** To coordinators: who shows another identity in the case's room. */
  | { readonly type: "room-holds"; readonly ref: CaseRef; readonly userIds: readonly string[] }
  /** Never in the room itself: nothing is taken or said there. */
  | {
      readonly type: "room-unsafe";
      readonly room: string;
      readonly name?: string;
      readonly ref?: CaseRef;
      readonly ails: readonly Ailment[];
    }
  /** Who got no key to what was said, since their homeserver does not answer. */
  | { readonly type: "not-reached"; readonly userIds: readonly string[] }
  /** To who asks: what of theirs was not taken, oldest first. */
  | { readonly type: "why"; readonly unread: readonly UnreadLine[] }
  /** To coordinators: whom the homeserver would not invite to the case's room. */
  | { readonly type: "invitation-refused"; readonly ref: CaseRef; readonly userIds: readonly string[] }
  /** In private, to its owner: a device that its owner has not signed. */
  | { readonly type: "unsigned-device"; readonly deviceId: string }
  /** The bot goes on as a new device: what was encrypted for the old one stays unreadable. */
  | { readonly type: "device-replaced" }
  /** In private, behind the answer to what was asked in a coordination room: these people, who are none, are there now. */
  | { readonly type: "answered-elsewhere"; readonly userIds: readonly string[] }
  /** Somebody removed the message of a command that was done; it had logged these. */
  | { readonly type: "command-removed"; readonly userId: string; readonly refs: readonly string[] }
  | { readonly type: "coordination-room"; readonly coordinators: readonly string[]; readonly tolerated?: readonly Ailment[] }
  /**
   * Messages of the bot in another room that the homeserver took and never handed out, or handed out as others: their numbers.
   * Who is called is told where it can be heard.
   */
  | { readonly type: "messages-lost"; readonly where: LostWhere; readonly numbers: readonly number[]; readonly why: "lost" | "changed" };

/** In which room: a case's, an officer's private one, or one without either. */
export type LostWhere = { readonly ref: CaseRef } | { readonly officer: string } | { readonly room: "coordination" | "other" };

export const plainPolicies: Policies<PlainNotice> = {
  fault: plainly,
  broken: plainly,
  help: plainly,
  status: plainly,
  version: plainly,
  "answered-privately": amongStrangers,
  undecryptable: plainly,
  "messages-missing": plainly,
  "unverified-sender": plainly,
  "changed-identity": plainly,
  "not-taken-here": plainly,
  "key-reused": plainly,
  edited: plainly,
  "too-long": plainly,
  "too-many-commands": plainly,
  "not-shown": plainly,
  "stranger-present": amongStrangers,
  "room-holds": plainly,
  "room-unsafe": plainly,
  "not-reached": plainly,
  why: plainly,
  "invitation-refused": plainly,
  "unsigned-device": plainly,
  "device-replaced": plainly,
  "coordination-room": plainly,
  "messages-lost": plainly,
  "plaintext-command": plainly,
  "command-removed": plainly,
  "answered-elsewhere": plainly,
};
