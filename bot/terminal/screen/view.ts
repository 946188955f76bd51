import type { RoomId, UserId } from "#domain/primitives/ids.ts";
import type { Received } from "../session/received.ts";
import type { Room, RoomBook } from "../session/room-book.ts";
import type { Hearer } from "../session/session.ts";
import { type Chat, type Numbered, openChats } from "./chat.ts";
import { layOut } from "./layout.ts";
import type { ReadMarks } from "./read-marks.ts";
import type { Style } from "./style.ts";
import { visible } from "./visible.ts";
import { cut, widthOf } from "./width.ts";
import { wrap } from "./wrap.ts";

/** What a view writes on. */
export interface Output {
  readonly me: UserId;
  readonly style: Style;
  readonly marks: ReadMarks;
  readonly columns: () => number;
  readonly print: (lines: readonly string[]) => void;
  readonly ring: () => void;
  readonly ask: (prompt: string) => void;
  readonly over: () => void;
}

/** What a reader sees: one room's messages, what happens elsewhere in one line each, and what the terminal itself says. */
export interface View {
  readonly hearer: Hearer;
  /** The room on the screen. */
  readonly room: Room | undefined;
  chat(room: RoomId): Chat;
  /** The first session answer is in: shows where the reader left, or where something waits. */
  begin(rooms: RoomBook): void;
  show(room: Room): void;
  /** The last messages of this room again. */
  again(most: number): void;
  /** One sentence of the terminal's own. */
  say(sentence: string): void;
  lines(lines: readonly string[]): void;
  /** Which room, and the thread that is being answered. */
  prompt(thread?: number): void;
  /** The rooms with their numbers, and what waits in each. */
  roomLines(): readonly string[];
}

/** Messages that come together are written together: on a slow line each drawing costs. */
const gatherMs = 30;
const shownOnEntry = 10;
const promptShare = 3;

export function openView(output: Output): View {
  const { me, style, marks } = output;
  const chats = openChats();
  const past: Received[] = [];
  let rooms: RoomBook | undefined;
  let current: RoomId | undefined;
  let above: Numbered | undefined;
  let gathered: Numbered[] = [];
  let elsewhere = new Set<RoomId>();
  let timer: NodeJS.Timeout | undefined;

  const say = (sentence: string): void => {
    above = undefined;
    output.print(wrap(`· ${sentence}`, output.columns()).map((line, at) => style.dim(at === 0 ? line : `  ${line}`)));
  };
  const laid = (message: Numbered): readonly string[] => {
    const answered = message.answers === undefined ? undefined : chats(message.room).byEvent(message.answers);
    const lines = layOut(message, { columns: output.columns(), style, me, above, answered });
    above = message;
    return lines;
  };
  const numberOf = (id: RoomId): number => (rooms?.all.findIndex((room) => room.id === id) ?? -1) + 1;
  const nameOf = (id: RoomId): string => visible(rooms?.get(id)?.name ?? "");
  const waiting = ({ unread, called }: Chat): string => (unread === 0 ? "" : `${unread} unread${called ? ", calls you" : ""}`);

  function keep(message: Received, read: boolean): void {
    const numbered = chats(message.room).add(message, read);
    if (message.room === current) {
      marks.read.set(message.room, message.eventId);
      // what was typed here stands on the screen already
      if (message.sentHere) above = gathered.length === 0 ? numbered : above;
      else gathered.push(numbered);
    } else if (!read) elsewhere.add(message.room);
    if (message.calls && message.sender !== me) output.ring();
    if (timer === undefined) timer = setTimeout(write, gatherMs);
  }
  function write(): void {
    timer = undefined;
    const lines = gathered.flatMap(laid);
    for (const id of elsewhere) {
      const line = cut(`· :${numberOf(id)} ${nameOf(id)}: ${waiting(chats(id))}`, output.columns());
      lines.push(chats(id).called ? style.loud(line) : style.dim(line));
      above = undefined;
    }
    gathered = [];
    elsewhere = new Set();
    output.print(lines);
  }
  function sort(): void {
    const last = new Map(past.map((message, at) => [message.eventId, at]));
    past.forEach((message, at) => {
      if (message.kind === "unreadable") return;
      const read = message.sender === me || at <= (last.get(marks.read.get(message.room) ?? "") ?? -1);
      chats(message.room).add(message, read);
    });
    past.length = 0;
  }

  const view: View = {
    hearer: {
      message(message, before) {
        if (before && rooms === undefined) past.push(message);
        else keep(message, message.room === current || message.sender === me);
      },
      joined(room) {
        if (rooms === undefined) return;
        if (current === undefined) view.show(room);
        else say(`You are now in ${visible(room.name)}: :${numberOf(room.id)} goes there.`);
      },
      left(room) {
        say(`You are no longer in ${visible(room.name)}.`);
        if (room.id !== current) return;
        current = undefined;
        view.prompt();
      },
      settled: () => {},
      connection: (up) =>
        say(up ? "The homeserver answers again." : "The homeserver does not answer. What you write goes out when it does."),
      over(sentence) {
        say(sentence);
        output.over();
      },
    },
    get room() {
      return current === undefined ? undefined : rooms?.get(current);
    },
    chat: chats,
    begin(book) {
      rooms = book;
      sort();
      const waits = (test: (chat: Chat) => boolean) => book.all.find((room) => test(chats(room.id)));
      const last = book.all.find((room) => room.id === marks.room);
      const first = waits((chat) => chat.called) ?? last ?? waits((chat) => chat.unread > 0) ?? book.all[0];
      if (book.all.length > 1) output.print(view.roomLines());
      if (first !== undefined) return view.show(first);
      say("You are in no room yet. Invitations are followed as soon as they come.");
      view.prompt();
    },
    show(room) {
      current = room.id;
      marks.room = room.id;
      const title = cut(`── :${numberOf(room.id)} ${visible(room.name)} · ${room.members.length} members `, output.columns());
      above = undefined;
      const shown = chats(room.id).recent(shownOnEntry);
      const lines = [style.bold(title + "─".repeat(Math.max(0, output.columns() - widthOf(title)))), ...shown.flatMap(laid)];
      const last = chats(room.id).readAll();
      if (last !== undefined) marks.read.set(room.id, last);
      output.print(lines);
      view.prompt();
    },
    again(most) {
      above = undefined;
      if (view.room !== undefined) output.print(chats(view.room.id).messages.slice(-most).flatMap(laid));
    },
    say,
    lines(lines) {
      above = undefined;
      output.print(lines);
    },
    prompt(thread) {
      const name = cut(view.room === undefined ? "no room" : visible(view.room.name), Math.floor(output.columns() / promptShare));
      output.ask(`${style.bold(name)}${thread === undefined ? "" : ` ↳${thread}`}> `);
    },
    roomLines: () =>
      (rooms?.all ?? []).map((room, at) => {
        const chat = chats(room.id);
        const line = `${room.id === current ? "*" : " "} :${at + 1}  ${visible(room.name)}${room.encrypted ? "" : "  (not encrypted)"}`;
        const more = waiting(chat);
        const whole = cut(more === "" ? line : `${line}  ${more}`, output.columns());
        return chat.called ? style.loud(whole) : whole;
      }),
  };
  return view;
}
