import type { Notice } from "#domain/notices/index.ts";
import type { Audience, Message, Origin } from "#domain/notices/message.ts";
import type { CaseId, EventId, RoomId, UserId } from "#domain/primitives/ids.ts";

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
  /** Who typed what this answers: what the room may not hear they may. */
  readonly asker?: UserId;
  /** Whom it calls by mention; absent: nobody. */
  readonly mentions?: readonly UserId[];
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
  /** What the next message of the room names it by. */
  readonly link?: string;
  /** Its number, if it has to come back. */
  readonly number?: number;
}
/** The place of a message among all that the bot says in a room. */
export interface PlaceInRoom {
  /** From 1 on. */
  readonly number: number;
  /** The link of the message that was said before it; empty for the first. */
  readonly previous: string;
}
export interface Outbox {
  answer(answer: Answer, now: Date): Promise<void>;
  /** `logged`: when its content was logged, if that was before now. */
  send(message: Message, now: Date, logged?: Date): Promise<void>;
  /** Oldest first, at most `most`, only those after the id `after` and not in `but`; those for a case without a room, or for an officer who is not in theirs, are left out, and those that are not due yet. */
  waiting(most: number, after?: string, but?: readonly string[]): Promise<readonly OutboxItem[]>;
  /** When the next of those is due that are not due yet. */
  nextDue(): Promise<Date | undefined>;
  /** Counts an attempt and gives the item as it is now; undefined if it waits no more. */
  begin(id: string): Promise<OutboxItem | undefined>;
  /** Its place in this room, taken at the first call and kept whatever is tried again; in the transaction that decides that it is said. */
  place(id: string, room: RoomId): Promise<PlaceInRoom>;
  /** Sends this instead, and mentions these only. */
  amend(id: string, instead: Pick<OutboxItem, "notice" | "mentions">): Promise<void>;
  /** What has waited since before `since` for an officer who is not in their private room, or is on the roster no more; calls to officers on the roster are left out. */
  unreadSince(since: Date): Promise<readonly Pick<OutboxItem, "id" | "about">[]>;
  /** Never to be said: its body is forgotten. */
  drop(id: string, now: Date): Promise<void>;
  /** The encryption machine died while it was encrypted. */
  killed(id: string): Promise<void>;
  /** Said: its body is forgotten, the event id stays, and which records `what` shows; with a number it has to come back. */
  sent(id: string, as: EventId, now: Date, what?: Said): Promise<void>;
  /** A permanent refusal: kept sealed, shown by `/bot status`. Its number is the next message's. */
  park(id: string, reason: string): Promise<void>;
}
