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
  /** Takes back that it was begun: it failed by no fault of its own. */
  excuse(eventId: EventId): Promise<void>;
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
