import type { UserId } from "#domain/primitives/ids.ts";
import { localName } from "../session/recovery.ts";
import type { Numbered } from "./chat.ts";
import type { Style } from "./style.ts";
import { visible, visibleLines } from "./visible.ts";
import { cut, padded, widthOf } from "./width.ts";
import { wrap } from "./wrap.ts";

/** What a message is laid out for. */
export interface Page {
  readonly columns: number;
  readonly style: Style;
  readonly me: UserId;
  /** The message that stands right above, if one does. */
  readonly above?: Numbered | undefined;
  /** The message that it answers, as far as it is known here. */
  readonly answered?: Numbered | undefined;
}

const nameColumns = 7;
/** Below this many columns of text the lines after the first begin near the margin. */
const leastText = 40;
const shortIndent = 4;

/** Somebody of one's own server by the first part of their id, everybody else by all of it. */
export function shortName(user: UserId, me: UserId): string {
  const server = (id: string) => id.slice(id.indexOf(":"));
  return visible(server(user) === server(me) ? localName(user) : user);
}

export const clock = (at: number): string => new Date(at).toTimeString().slice(0, 5);

/** A message as lines of a terminal: ` 12 14:03 liaison  ↳ text`. */
export function layOut(message: Numbered, page: Page): readonly string[] {
  const { style, columns, me } = page;
  const name = cut(shortName(message.sender, me), Math.max(nameColumns, Math.floor(columns / 4)));
  const head = `${String(message.number).padStart(3)} ${clock(message.at)} `;
  const start = `${padded(name, nameColumns)}  `;
  const indent = columns - widthOf(head + start) >= leastText ? widthOf(head + start) : shortIndent;
  const text = [...markOf(page), ...textOf(message, page), ...warningOf(message)].join("\n");
  const first = columns - widthOf(head + start);
  const lines = text.split("\n").flatMap((line, at) => {
    // the first line has the room beside the name, also where the others begin near the margin
    const [begin = "", ...rest] = at === 0 ? wrap(line, Math.max(1, Math.min(first, columns - indent))) : wrap(line, columns - indent);
    return [begin, ...rest];
  });
  const tone = message.calls ? style.loud : message.kind === "text" || message.kind === "file" ? (line: string) => line : style.dim;
  return lines.map((line, at) => (at === 0 ? `${style.dim(head)}${style.bold(start)}${tone(line)}` : `${" ".repeat(indent)}${tone(line)}`));
}

const standsAbove = ({ above, answered }: Page): boolean => answered !== undefined && answered.eventId === above?.eventId;

/** What it answers in one line, unless that stands right above. */
function markOf(page: Page): readonly string[] {
  const { answered, columns } = page;
  if (answered === undefined || standsAbove(page)) return [];
  return [`↳ ${cut(visible(answered.text.split("\n", 1)[0] ?? ""), Math.max(10, Math.floor(columns / 2)))}`];
}

const warningOf = ({ disorder }: Numbered): readonly string[] => (disorder === undefined ? [] : [`(${disorder})`]);

function textOf(message: Numbered, page: Page): readonly string[] {
  if (message.kind === "unreadable") return [`(not readable here: ${message.text})`];
  if (message.kind === "unprotected") return ["(came without encryption and is not shown: do not trust it)"];
  if (message.kind === "file")
    return [`[file] ${visible(message.text)}  :save ${message.number} <path>`, ...visibleLines(message.caption ?? "").filter(Boolean)];
  const [first = "", ...rest] = visibleLines(message.text);
  return [`${standsAbove(page) ? "↳ " : ""}${message.edits === undefined ? "" : "(edited) "}${first}`, ...rest];
}
