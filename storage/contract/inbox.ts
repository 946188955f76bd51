import type { Origin } from "#domain/notices/message.ts";
import type { UnreadNotice } from "#domain/notices/plain.ts";
import type { EventId, RoomId, UserId } from "#domain/primitives/ids.ts";

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
/** Which message of its sender's session in a room an event is. */
export interface PlaceInSession {
  readonly eventId: EventId;
  readonly roomId: RoomId;
  readonly sender: UserId;
  readonly session: string;
  readonly index: number;
}
/** Messages of somebody that did not come, although one that he sent after them did. */
export interface MissingMessages {
  readonly room: RoomId;
  readonly sender: UserId;
  /** The one that did. */
  readonly origin: Origin;
  readonly missing: number;
}
/** What is authenticated of the order in which somebody sent his messages; the homeserver's stamps are not. */
export interface Heard {
  /**
   * A message was decrypted; in the transaction that ends it. What was sent before it and is not here is told of after a
   * minute. Resolves with since when one is here that was sent after it, if that was handled before this one came.
   */
  keepPlace(place: PlaceInSession, origin: Origin, now: Date): Promise<Date | undefined>;
  /** A message that could not be read says that this is its place: it does not count as missing, since it is told of by itself. */
  claimPlace(place: PlaceInSession): Promise<void>;
  /** A message was removed before it was read: nobody knows its place any more. */
  wasRemoved(item: Pick<PlaceInSession, "eventId" | "roomId" | "sender">): Promise<void>;
}
/** A message that was not taken, and what its sender is told of it. */
export interface NotTaken {
  readonly eventId: EventId;
  readonly room: RoomId;
  readonly sender: UserId;
  readonly notice: UnreadNotice;
  readonly origin: Origin;
}
export interface Unread {
  /** True if it is to be said now; else one of the kind was said of this sender in this room in the last ten minutes, and this one is counted. */
  unread(what: NotTaken, now: Date): Promise<boolean>;
  hasUnreadDue(now: Date): Promise<boolean>;
  /** What has been counted for ten minutes, with the last message of its kind; what was taken meanwhile does not count. */
  takeUnreadDue(now: Date): Promise<readonly (Omit<NotTaken, "eventId"> & { readonly more: number })[]>;
}
export interface Inbox extends Heard, Unread {
  hasGapsDue(now: Date): Promise<boolean>;
  /** Gaps that are old enough to be told of, each once; without those that have closed. */
  takeGapsDue(now: Date): Promise<readonly MissingMessages[]>;
  /** In order; an event id that is known is left alone. Returns the rooms that got something new. */
  insert(
    events: readonly { readonly eventId: EventId; readonly roomId: RoomId; readonly sender: UserId; readonly event: string }[],
    now: Date,
  ): Promise<readonly RoomId[]>;
  /**
   * The oldest that has not ended and waits for no key, begun: in a commit of its own before the work. What these people have sent comes
   * after that of all others. `more`: others stood behind it.
   */
  take(room: RoomId, last?: readonly UserId[]): Promise<(InboxItem & { readonly more: boolean }) | undefined>;
  rooms(): Promise<readonly RoomId[]>;
  /** The same for one that waited; returns the new count. */
  begin(eventId: EventId): Promise<number>;
  /** Takes back that it was begun: it failed by no fault of its own. */
  excuse(eventId: EventId): Promise<void>;
  end(eventId: EventId, how: InboxEnd, now: Date): Promise<void>;
  /** Keeps the item to this transaction until it ends; false if the item has ended, so that nobody handles it twice. */
  hold(eventId: EventId): Promise<boolean>;
  /**
   * Undecryptable for now, which is no failed attempt. `session` is the Megolm session id. False, and nothing is written, if
   * it has been looked at more often than `retries` times.
   */
  waitForKey(
    eventId: EventId,
    wait: {
      readonly session: string;
      readonly reason: string;
      readonly retryAt: Date;
      /** Its sender was told of it, or it was counted. */
      readonly told?: boolean;
      readonly retries?: number;
    },
  ): Promise<boolean>;
  /** Those whose retry is due, all that wait for one of the sessions, or all. */
  waiting(
    filter: { readonly due: Date } | { readonly sessions: readonly string[] } | "all",
  ): Promise<
    readonly (InboxItem & { readonly session: string; readonly reason: string; readonly told: boolean; readonly retries: number })[]
  >;
  /** Whether it was a command in this room that was done. */
  wasDone(eventId: EventId, room: RoomId): Promise<boolean>;
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
