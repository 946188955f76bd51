import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commands } from "../../commands/index.ts";
import type { Homeserver } from "../matrix/homeserver.ts";
import { actions, readInput, type ToSend } from "./actions.ts";
import { absolutePath, type Completion, complete } from "./complete.ts";
import type { Numbered } from "./screen/chat.ts";
import type { View } from "./screen/view.ts";
import { visible } from "./screen/visible.ts";
import { padded } from "./screen/width.ts";
import { wrap } from "./screen/wrap.ts";
import { fileContent, type Place, textContent } from "./session/content.ts";
import { openLastFiles } from "./session/files/last.ts";
import { saveFile, uploadFile } from "./session/files/transfer.ts";
import { findRoom, type Room } from "./session/room-book.ts";
import { NotSent, type Session } from "./session/session.ts";

/** Does what is typed. */
export interface CommandLine {
  type(line: string): "quit" | undefined;
  complete(line: string): Completion;
  /** Waits for what is being sent; resolves to how much of it is left after `ms`. */
  finish(ms: number): Promise<number>;
}

const noRoom = "You are in no room: :rooms lists yours.";

/** `folder`: what relative paths of files are relative to. */
export function openCommandLine(parts: {
  readonly session: Session;
  readonly view: View;
  readonly homeserver: Pick<Homeserver, "upload" | "download">;
  readonly folder: string;
}): CommandLine {
  const { session, view, homeserver, folder } = parts;
  const files = openLastFiles(commands);
  let thread: Numbered | undefined;
  let sending = 0;

  /** Runs beside what is typed next; a refusal is said when it comes. */
  function begin(act: () => Promise<unknown>): void {
    sending++;
    act()
      .catch((fault: unknown) => view.say(fault instanceof NotSent ? fault.message : "Not sent: this terminal has failed."))
      .finally(() => {
        sending--;
      });
  }
  const placeOf = (message: Numbered | undefined): Place | undefined =>
    message && { root: message.thread ?? message.eventId, answers: message.eventId };
  const inRoom = (act: (room: Room) => void): void => (view.room === undefined ? view.say(noRoom) : act(view.room));
  const say = (text: string, to: Numbered | undefined): void =>
    inRoom((room) => {
      const meant = to === undefined ? files.meantBy(text, room.id) : undefined;
      begin(async () => {
        const event = await meant?.event;
        if (meant && event !== undefined) view.say(`Sent in reply to ${visible(meant.name)}.`);
        const place = event === undefined ? placeOf(to) : { root: event, answers: event };
        await session.send(room.id, textContent(text, room.members, place));
      });
    });
  const enter = (room: Room): void => {
    thread = undefined;
    view.show(room);
  };
  const withMessage = (number: number, act: (message: Numbered) => void): void => {
    const message = view.room && view.chat(view.room.id).byNumber(number);
    if (message === undefined) view.say(`There is no message ${number} here; the numbers stand at the left.`);
    else act(message);
  };
  function go(text: string): void {
    const at = /^[1-9]\d{0,3}$/u.test(text) ? session.rooms.all[Number(text) - 1] : undefined;
    const found = findRoom(session.rooms.all, text);
    if (at !== undefined) enter(at);
    else if (found.ok) enter(found.room);
    else view.say(`${visible(found.sentence)} :rooms lists them, :help tells what else begins with a colon.`);
  }
  const send = ({ path, caption }: ToSend): void =>
    inRoom((room) => {
      const to = placeOf(thread);
      const sent = Promise.withResolvers<string | undefined>();
      files.sent(room.id, { name: basename(path), event: sent.promise });
      begin(async () => {
        try {
          const uploaded = await uploadFile(homeserver, absolutePath(path, folder));
          if (!uploaded.ok) return view.say(visible(uploaded.sentence));
          const { name, size } = uploaded.value;
          sent.resolve(await session.send(room.id, fileContent(uploaded.value, caption, to)));
          view.say(`Sent ${visible(name)}, ${size} bytes, encrypted.`);
        } finally {
          sent.resolve(undefined);
        }
      });
    });
  const save = (number: number, path: string): void =>
    withMessage(number, (message) => {
      const { file } = message;
      if (file === undefined) return view.say(`Message ${number} has no encrypted file.`);
      begin(async () => {
        const target = absolutePath(path, folder);
        const saved = await saveFile(homeserver, file, target);
        view.say(saved.ok ? `Saved ${saved.value} bytes to ${visible(target)}.` : visible(saved.sentence));
      });
    });
  function answer(number: number | undefined, text: string | undefined): void {
    thread = text === undefined ? undefined : thread;
    if (number === undefined) view.prompt();
    else
      withMessage(number, (message) => {
        if (text !== undefined) return say(text, message);
        thread = message;
        view.prompt(number);
      });
  }

  return {
    type(line) {
      const input = readInput(line);
      if (input.do === "quit") return "quit";
      if (input.do === "say") say(input.text, thread);
      else if (input.do === "room") go(input.room);
      else if (input.do === "thread") answer(input.message, input.text);
      else if (input.do === "send") send(input);
      else if (input.do === "save") save(input.message, input.path);
      else if (input.do === "more") view.again(input.most);
      else if (input.do === "wrong") view.say(input.sentence);
      else if (input.do === "rooms") view.lines(view.roomLines());
      else if (input.do === "members") inRoom((room) => view.lines(room.members.map((member) => `  ${visible(member)}`)));
      else if (input.do === "help") view.lines(help);
      return undefined;
    },
    complete: (line) =>
      complete(line, { commands, rooms: session.rooms.all.map(({ name }) => visible(name)), members: view.room?.members ?? [], folder }),
    async finish(ms) {
      for (const end = Date.now() + ms; sending > 0 && Date.now() < end; ) await sleep(20);
      return sending;
    },
  };
}

const helpColumns = 20;
const textColumns = 58;
const help: readonly string[] = [
  "What you type goes to the room. Commands for the bot begin with /, as /bot help.",
  ...actions.flatMap(({ name, usage, help: text }) =>
    wrap(text, textColumns).map((line, at) => padded(at === 0 ? `:${name} ${usage}` : "", helpColumns) + line),
  ),
  "Alt-Enter, or pasting, makes a text of several lines (⏎). :: sends a colon.",
];
