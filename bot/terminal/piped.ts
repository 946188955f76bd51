import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { commands } from "../../commands/index.ts";
import { readToSend } from "./actions.ts";
import { absolutePath } from "./complete.ts";
import { visible } from "./screen/visible.ts";
import { fileContent, textContent } from "./session/content.ts";
import type { Device } from "./session/device.ts";
import { openLastFiles } from "./session/files/last.ts";
import { uploadFile } from "./session/files/transfer.ts";
import type { Received } from "./session/received.ts";
import { findRoom, type Room } from "./session/room-book.ts";
import { type Hearer, NotSent, openSession, type Session } from "./session/session.ts";

/** Where the lines come from and go to. */
export interface Streams {
  readonly input: NodeJS.ReadableStream;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

/** After the end of the input, in milliseconds. */
const lingerMs = 2_000;
/** Longest wait beyond that for the answers to what was sent, and for keys that are still to come. */
const answerMs = 8_000;
/** How long a room may take whose invitation is on its way. */
const roomMs = 5_000;
const pauseMs = 50;

/**
 * The client without a terminal: sends lines `room⇥text` and files `room⇥:send path`, prints `room⇥sender⇥text` for what is
 * said after the start, and ends two seconds after the input. `folder`: what relative paths are relative to. Resolves to the
 * exit code: 1 if a line could not be sent. Rejects as openSession does.
 */
export async function runPiped(device: Device, folder: string, { input, out, err }: Streams): Promise<number> {
  const answered = new Set<string>();
  const early: Received[] = [];
  let session: Session | undefined;
  let failed = false;
  let over = false;
  const fail = (sentence: string): void => {
    failed = true;
    err(sentence);
  };
  const print = (message: Received): void => {
    if (message.answers !== undefined) answered.add(message.answers);
    if (message.sentHere) return;
    const room = nameOf(session, message);
    if (message.kind === "unreadable") err(`${room}: a message of ${message.sender} could not be read: ${message.text}.`);
    else if (message.kind === "unprotected") err(`${room}: a message of ${message.sender} came without encryption and is not shown.`);
    else {
      if (message.disorder !== undefined) err(`${room}: a message of ${message.sender} is out of order: ${message.disorder}.`);
      out(`${room}\t${visible(message.sender)}\t${visible(spoken(message))}`);
    }
  };
  const hearer: Hearer = {
    message(message, past) {
      if (past) return;
      if (session === undefined) early.push(message);
      else print(message);
    },
    joined: () => {},
    left: () => {},
    settled: () => {},
    connection: (up) => err(up ? "The homeserver answers again." : "The homeserver does not answer; trying on."),
    over(sentence) {
      over = true;
      fail(sentence);
    },
  };
  session = await openSession(device.homeserver, device.encryption, hearer);
  for (const message of early) print(message);

  const files = openLastFiles(commands);
  /** A file, or a text: in reply to the file that it means. */
  async function contentOf(
    text: string,
    room: Room,
  ): Promise<{ readonly content: object; readonly asks: boolean; readonly file?: string }> {
    const toSend = /^:send\s+(.+)$/su.exec(text)?.[1];
    const { path, caption = "" } = (toSend && readToSend(toSend)) || {};
    if (path === undefined) {
      const event = await files.meantBy(text, room.id)?.event;
      return {
        content: textContent(text, room.members, event === undefined ? undefined : { root: event, answers: event }),
        asks: isAsking(text),
      };
    }
    const uploaded = await uploadFile(device.homeserver, absolutePath(path, folder));
    if (!uploaded.ok) throw new NotSent(uploaded.sentence);
    return {
      content: fileContent(uploaded.value, caption === "" ? undefined : caption),
      asks: isAsking(caption),
      file: uploaded.value.name,
    };
  }
  const asked: string[] = [];
  const started = session;
  for await (const line of createInterface({ input, terminal: false })) {
    if (over) break;
    if (line.trim() === "") continue;
    // what takes the place of bytes that are no UTF-8 (WHATWG Encoding, "replacement"): sent, it would be logged for good
    if (line.includes("\ufffd")) {
      fail("Not sent: the line is not UTF-8. Convert it first, as in iconv -f latin1 -t utf-8.");
      continue;
    }
    const [, name, text] = /^([^\t]*)\t([\s\S]+)$/u.exec(line) ?? [];
    if (name === undefined || text === undefined) {
      fail("Not sent: a line is a room, a tab and the text.");
      continue;
    }
    const room = await roomOf(started, name);
    if (typeof room === "string") {
      fail(`Not sent: ${visible(room)}`);
      continue;
    }
    try {
      const { content, asks, file: sent } = await contentOf(text, room);
      const eventId = await started.send(room.id, content);
      if (sent !== undefined) files.sent(room.id, { name: sent, event: Promise.resolve(eventId) });
      if (asks) asked.push(eventId);
    } catch (fault) {
      if (!(fault instanceof NotSent)) throw fault;
      fail(visible(fault.message));
    }
  }
  if (!over) await sleep(lingerMs);
  const waits = () => !over && (started.waiting > 0 || asked.some((eventId) => !answered.has(eventId)));
  for (const end = Date.now() + answerMs; waits() && Date.now() < end; ) await sleep(pauseMs);
  started.stop();
  return failed ? 1 : 0;
}

const isAsking = (text: string): boolean => /^[/!]/u.test(text);
const spoken = ({ kind, text, caption }: Received): string =>
  kind === "file" ? `[file] ${text}${caption === undefined ? "" : `\n${caption}`}` : text;

/** A name that names one room only, else its id. */
function nameOf(session: Session | undefined, { room: id }: Received): string {
  const room = session?.rooms.get(id);
  const alone = session?.rooms.all.filter((other) => other.name === room?.name).length === 1;
  return visible(room !== undefined && alone ? room.name : id);
}

async function roomOf(session: Session, name: string): Promise<Room | string> {
  for (const end = Date.now() + roomMs; ; await sleep(pauseMs)) {
    const found = findRoom(session.rooms.all, name);
    if (found.ok) return found.room;
    if (found.known || Date.now() >= end) return found.sentence;
  }
}
