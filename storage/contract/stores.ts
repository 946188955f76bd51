import type { Codes, TypedCodes } from "#domain/codes/codes.ts";
import type { Warned } from "#domain/enrichment/source.ts";
import type { RecordFilter } from "#domain/indicators/filter.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import type { CaseLine, CaseRole, MemberLine } from "#domain/notices/cases.ts";
import type { HitLine } from "#domain/notices/hits.ts";
import type { LoggedLine, RecordLine } from "#domain/notices/indicators.ts";
import type { OfficerLine } from "#domain/notices/officers.ts";
import type { Health, UnreadLine } from "#domain/notices/plain.ts";
import type { CaseId, CaseRef, Ref, UserId } from "#domain/primitives/ids.ts";
import type { Level } from "#domain/primitives/level.ts";
import type { AlertSources, Alerts } from "./alerts.ts";
import type { Confirmations, Identities } from "./confirmations.ts";
import type { Enrichment } from "./enrichment.ts";
import type { Exports } from "./exports.ts";
import type { Imports } from "./imports.ts";
import type { IndicatorLife } from "./indicator-life.ts";
import type { Meetings } from "./meetings.ts";
import type { ReceivedFiles } from "./received-files.ts";
import type { Tasks } from "./tasks.ts";

/** Who typed it, with the level he has where he typed it. */
export interface Caller {
  readonly userId: UserId;
  /** False for somebody who is not on the roster; his level is then "guest". */
  readonly onRoster: boolean;
  readonly country?: string;
  /** IANA zone. */
  readonly zone: string;
  readonly level: Level;
}

/** Where a message was typed. A room of no known kind is "nowhere": nothing works there. */
export type Place =
  | { readonly where: "case"; readonly case: CaseId; readonly ref: CaseRef; readonly codes: Codes; readonly state: "open" | "closed" }
  | { readonly where: "coordination" }
  | { readonly where: "private"; readonly officer: UserId }
  | { readonly where: "nowhere" };

/** What an officer entry may set; what is absent stays as it is. */
export interface OfficerChange {
  readonly userId: UserId;
  readonly name?: string;
  readonly country?: string;
  readonly agency?: string;
  readonly role?: "officer" | "coordinator";
  readonly zone?: string;
}

/** What is logged beside the value itself. */
export interface Particulars {
  readonly codes: Codes;
  /** Those of the codes that somebody named: a known record is raised to them, code by code, and never lowered. */
  readonly typed?: TypedCodes;
  readonly tags: readonly string[];
  readonly note?: string;
  readonly source?: string;
  readonly seenAt?: Date;
  /** Names the warning list on which a value stands: what is on one meets no other case. */
  readonly warned?: Warned;
}

/** One aggregate each, all bound to the same transaction. Rows and the work they owe are written together. */
export interface Stores {
  readonly roster: {
    caller(of: UserId, at: Place): Promise<Caller>;
    find(userId: UserId): Promise<OfficerLine | undefined>;
    /** All officers with this short name (localpart, any case). */
    named(shortName: string): Promise<readonly OfficerLine[]>;
    list(): Promise<readonly OfficerLine[]>;
    /** Adds or changes; `again` tells that he was there. */
    save(change: OfficerChange): Promise<{ readonly officer: OfficerLine; readonly again: boolean }>;
    /** Forgets him; false: he was not there. */
    remove(userId: UserId): Promise<boolean>;
  };
  readonly cases: {
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
    /**
     * Adds a member, whose invitation follows; of one who is a member what is absent stays as it is. A new one contributes.
     * `was`: what he was until now.
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
    /** His time in the case ends now: the bot removes him from the room. Undefined: he was no member. */
    remove(id: CaseId, userId: UserId, now: Date): Promise<MemberLine | undefined>;
    /** The same in all cases of which he is a member. */
    removeFromAll(
      userId: UserId,
      now: Date,
    ): Promise<readonly { readonly id: CaseId; readonly ref: CaseRef; readonly state: CaseLine["state"]; readonly was: MemberLine }[]>;
    /** Changes the codes that new records get; `records` is the highest number that a record has. */
    recode(id: CaseId, codes: Codes): Promise<{ readonly case: CaseLine; readonly records: number }>;
    count(id: CaseId): Promise<{ readonly members: number; readonly indicators: number; readonly hits: number }>;
  };
  readonly indicators: {
    /** Writes records, match rows and the correlation they owe after the grace. A known, live value is only seen again, and raised to what was typed. Order of the answer = order of `found`. */
    log(of: CaseId, found: readonly Indicator[], particulars: Particulars, by: UserId, now: Date): Promise<readonly LoggedLine[]>;
    find(of: CaseId, ref: Ref<"IOC">): Promise<RecordLine | undefined>;
    /** Newest first; withdrawn ones are left out. `total` counts all that match. */
    list(
      of: CaseId,
      filter: RecordFilter & { readonly most: number },
    ): Promise<{ readonly records: readonly RecordLine[]; readonly total: number }>;
    /** Keeps the row and its history, removes its match rows. A number that does not exist is in `unknown`. */
    withdraw(
      of: CaseId,
      refs: readonly Ref<"IOC">[],
      reason: string,
      by: UserId,
      now: Date,
    ): Promise<{
      readonly withdrawn: readonly Ref<"IOC">[];
      readonly already: readonly Ref<"IOC">[];
      readonly unknown: readonly Ref<"IOC">[];
    }>;
  };
  readonly life: IndicatorLife;
  readonly hits: {
    /** Of these records those that share a match key with another case; the others meet nothing. */
    mayMeet(indicatorIds: readonly string[]): Promise<readonly string[]>;
    /**
     * Finds records of other cases that meet this one (both past their grace, neither withdrawn), writes each new pair once, numbers it
     * on both sides; returns only the new ones' audible sides. What a record adjoins beside others of the same case is not told.
     */
    correlate(indicatorId: string, now: Date): Promise<readonly { readonly case: CaseId; readonly hit: HitLine; readonly codes?: Codes }[]>;
    /** A record that was silent, or shows more than before, may be told now: numbers the sides that have not heard of it, and returns those. */
    hear(indicatorId: string): Promise<readonly { readonly case: CaseId; readonly hit: HitLine; readonly codes?: Codes }[]>;
    list(of: CaseId, most: number): Promise<{ readonly hits: readonly HitLine[]; readonly total: number }>;
    find(of: CaseId, ref: Ref<"HIT">): Promise<HitLine | undefined>;
  };
  readonly meetings: Meetings;
  readonly tasks: Tasks;
  readonly alerts: Alerts;
  readonly alertSources: AlertSources;
  readonly enrichment: Enrichment;
  readonly exports: Exports;
  readonly imports: Imports;
  readonly health: {
    read(): Promise<Health>;
    /** Somebody's messages since then that could not be read or were refused, oldest first. */
    unread(of: UserId, since: Date): Promise<readonly UnreadLine[]>;
  };
  readonly confirmations: Confirmations;
  readonly receivedFiles: ReceivedFiles;
  readonly identities: Identities;
}
