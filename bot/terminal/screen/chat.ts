import type { RoomId } from "#domain/primitives/ids.ts";
import type { Received } from "../session/received.ts";

/** A message with the number by which its reader names it. */
export interface Numbered extends Received {
  /** From 1, per room. */
  readonly number: number;
}

/** What this terminal holds of one room. */
export interface Chat {
  readonly messages: readonly Numbered[];
  /** Messages of others that have not been shown, and whether one of them calls. */
  readonly unread: number;
  readonly called: boolean;
  add(message: Received, read: boolean): Numbered;
  byNumber(number: number): Numbered | undefined;
  byEvent(eventId: string): Numbered | undefined;
  /** All has been shown; the last event, to be kept. */
  readAll(): string | undefined;
  /** What has not been shown, but at least the last `least`. */
  recent(least: number): readonly Numbered[];
}

/** Older messages are forgotten; another client has them. */
const most = 500;

function openChat(): Chat {
  let messages: Numbered[] = [];
  let counted = 0;
  let unread = 0;
  let firstUnread = Number.POSITIVE_INFINITY;
  let called = false;
  return {
    get messages() {
      return messages;
    },
    get unread() {
      return unread;
    },
    get called() {
      return called;
    },
    add(message, read) {
      const numbered = { ...message, number: ++counted };
      messages = [...messages, numbered].slice(-most);
      if (!read) {
        unread++;
        firstUnread = Math.min(firstUnread, numbered.number);
        called ||= message.calls;
      }
      return numbered;
    },
    byNumber: (number) => messages.find((message) => message.number === number),
    byEvent: (eventId) => messages.find((message) => message.eventId === eventId),
    readAll() {
      unread = 0;
      called = false;
      firstUnread = Number.POSITIVE_INFINITY;
      return messages.at(-1)?.eventId;
    },
    recent: (least) => messages.filter(({ number }) => number >= firstUnread || number > counted - least),
  };
}

/** One chat per room, made when it is first asked for. */
export function openChats(): (room: RoomId) => Chat {
  const chats = new Map<RoomId, Chat>();
  return (room) => {
    const chat = chats.get(room) ?? openChat();
    chats.set(room, chat);
    return chat;
  };
}
