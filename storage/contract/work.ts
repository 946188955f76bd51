import type { Audience, JobName, Notice, Origin, Say, Work } from "#domain/notices/index.ts";
import type { CaseId, EventId, RoomId, UserId } from "#domain/primitives/ids.ts";

/** An encrypted event as it came; handled once, then only its id stays. */
export interface InboxItem {
  readonly eventId: EventId;
  readonly roomId: RoomId;
  readonly sender: UserId;
  /** The raw event as JSON text. */
  readonly event: string;
  readonly receivedAt: Date;
  /** How often its handling was begun. */
  readonly attempts: number;
}
/** What became of an inbox item. All forget its content but "parked", which keeps it sealed. */
export type InboxEnd = "done" | "ignored" | "refused" | "replayed" | "parked" | "expired";

export interface Inbox {
  /** In order; an event id that is known is left alone. Returns the rooms that got something new. */
  insert(
    events: readonly { readonly eventId: EventId; readonly roomId: RoomId; readonly sender: UserId; readonly event: string }[],
    now: Date,
  ): Promise<readonly RoomId[]>;
  /** The oldest that has not ended and waits for no key, begun: in a commit of its own before the work. `more`: others stood behind it. */
  take(room: RoomId): Promise<(InboxItem & { readonly more: boolean }) | undefined>;
  rooms(): Promise<readonly RoomId[]>;
  /** The same for one that waited; returns the new count. */
  begin(eventId: EventId): Promise<number>;
  end(eventId: EventId, how: InboxEnd, now: Date): Promise<void>;
  /** Keeps the item to this transaction until it ends; false if the item has ended, so that nobody handles it twice. */
  hold(eventId: EventId): Promise<boolean>;
  /** Undecryptable for now, which is no failed attempt. `session` is the Megolm session id. */
  waitForKey(eventId: EventId, wait: { readonly session: string; readonly reason: string; readonly retryAt: Date }): Promise<void>;
  /** Those whose retry is due, all that wait for one of the sessions, or all. */
  waiting(
    filter: { readonly due: Date } | { readonly sessions: readonly string[] } | "all",
  ): Promise<readonly (InboxItem & { readonly session: string; readonly reason: string; readonly retries: number })[]>;
  /** True the first time for this (sender, session): one notice only. */
  noticeOnce(sender: UserId, session: string): Promise<boolean>;
  /** Claims (room, session, index) for this ciphertext; in the transaction that handles the event. */
  claim(use: {
    readonly roomId: RoomId;
    readonly session: string;
    readonly index: number;
    readonly sha256: Buffer;
    readonly eventId: EventId;
  }): Promise<"fresh" | "replay" | "key-reused">;
}

/** A message that waits to be said. */
export interface OutboxItem {
  /** UUIDv7, also the Matrix transaction id. */
  readonly id: string;
  readonly to: { readonly room: RoomId } | Audience;
  /** The case that it is about, whose key seals it. */
  readonly about?: CaseId;
  readonly notice: Notice;
  /** What this answers, or in whose thread it belongs. */
  readonly origin?: Origin;
  /** Who typed what this answers: what the room may not hear he may. */
  readonly asker?: UserId;
  /** For whom it rings; absent: for nobody. */
  readonly rings?: readonly UserId[];
  /** When its content was logged, where that was before it was written. */
  readonly logged?: Date;
  /** The prefix that the officer used. */
  readonly prefix: string;
  readonly attempts: number;
  /** How often the encryption machine died of it. */
  readonly deaths: number;
  readonly createdAt: Date;
}
/** What is said in one room, most often where a command was typed. */
export interface Answer {
  readonly room: RoomId;
  readonly about?: CaseId;
  readonly notice: Notice;
  readonly origin?: Origin;
  readonly asker?: UserId;
  /** As replies print it; absent: the one that every client lets through. */
  readonly prefix?: string;
}
/** What was said in a room in the end, and the case that it is about. */
export interface Said {
  readonly room: RoomId;
  readonly notice: Notice;
  readonly about?: CaseId;
}
export interface Outbox {
  answer(answer: Answer, now: Date): Promise<void>;
  /** `logged`: when its content was logged, if that was before now. */
  say(say: Say, now: Date, logged?: Date): Promise<void>;
  /** Oldest first, at most `most`, only those after the id `after` and not in `but`; those for a case without a room, or for an officer who is not in his, are left out. */
  waiting(most: number, after?: string, but?: readonly string[]): Promise<readonly OutboxItem[]>;
  /** Counts an attempt and gives the item as it is now; undefined if it waits no more. */
  begin(id: string): Promise<OutboxItem | undefined>;
  /** Says this instead, and rings for these only. */
  amend(id: string, instead: Pick<OutboxItem, "notice" | "rings">): Promise<void>;
  /** What has waited since before `since` for an officer who is not in his private room, or is on the roster no more; calls to officers on the roster are left out. */
  unheard(since: Date): Promise<readonly Pick<OutboxItem, "id" | "about">[]>;
  /** Never to be said: its body is forgotten. */
  drop(id: string, now: Date): Promise<void>;
  /** The encryption machine died while it was encrypted. */
  killed(id: string): Promise<void>;
  /** Said: its body is forgotten, the event id stays, and which records `what` shows. */
  sent(id: string, as: EventId, now: Date, what?: Said): Promise<void>;
  /** A permanent refusal: kept sealed, shown by `/bot status`. */
  park(id: string, reason: string): Promise<void>;
}

export interface WorkItem {
  readonly id: string;
  readonly work: Work;
  readonly attempts: number;
}
/** What may be begun at once: so many more of the same kind, if it is one of these. */
export interface Beside {
  readonly kinds: readonly JobName[];
  readonly most: number;
}
export interface WorkList {
  /** Due and not done, at most `most` and not in `but`, in the order in which they became due; `subject` is left out. */
  due(
    now: Date,
    most: number,
    but?: readonly string[],
  ): Promise<readonly { readonly id: string; readonly job: JobName; readonly attempts: number }[]>;
  /** When the next one not yet due becomes due. */
  nextDue(now: Date): Promise<Date | undefined>;
  /** Locks the row (skips a locked one); undefined if done, taken, or by this clock not due. */
  take(id: string, now: Date): Promise<WorkItem | undefined>;
  /** The same for several, in the order in which they became due; those that it would leave out are left out. */
  takeAll(ids: readonly string[], now: Date): Promise<readonly WorkItem[]>;
  /**
   * Counts a try, in a commit of its own before the work, and with it one of each of those that became due after it and were
   * never tried, as far as `beside` lets them; nothing of those that are done or by this clock not due. What was tried before is begun alone.
   */
  begin(id: string, now: Date, beside?: Beside): Promise<readonly WorkItem[]>;
  done(ids: readonly string[], now: Date): Promise<void>;
  /** Next try at `at`; `parked` ends the tries. */
  failed(id: string, next: { readonly at: Date } | "parked"): Promise<void>;
}
