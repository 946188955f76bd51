import { type EventId, eventId } from "#domain/primitives/ids.ts";
import { type EncryptedFile, readEncryptedFile } from "./attachment.ts";

/** The file of a message, or why it is of no use. */
export type FileContent =
  | { readonly name: string; readonly mimetype?: string; readonly file: EncryptedFile }
  | { readonly why: "not-encrypted" | "unknown-format" };

type Content = Readonly<Record<string, unknown>>;

const fileTypes: ReadonlySet<unknown> = new Set(["m.file", "m.image", "m.audio", "m.video"]);
/** No file system takes a longer name. */
const mostOfName = 255;

/** Whether it is the content of a message that carries a file, whatever sort of file its sender's client takes it for. */
export const isFileMessage = ({ msgtype }: Content): boolean => fileTypes.has(msgtype);

/** What was written to a file: `body`, where `filename` is there and says something else (client-server API 1.10, "Media captions"). */
export const captionOf = ({ body, filename }: Content): string | undefined =>
  typeof body === "string" && typeof filename === "string" && body !== filename ? body : undefined;

/** The file that this content of an `m.room.message` carries; undefined if it is no message with a file. */
export function fileContentOf(content: Content): FileContent | undefined {
  if (!isFileMessage(content)) return undefined;
  const file = readEncryptedFile(content.file);
  if (file === undefined)
    return { why: content.file === undefined && typeof content.url === "string" ? "not-encrypted" : "unknown-format" };
  const name = [content.filename, content.body].find((one): one is string => typeof one === "string" && one !== "") ?? "file";
  const { mimetype } = record(content.info);
  return { name: name.slice(0, mostOfName).toWellFormed(), ...(typeof mimetype === "string" && { mimetype }), file };
}

/** The messages to which a message points. Relations are under the server's control: what they lead to is shown before it counts. */
export interface Pointers {
  /** What it replies to; the fall-back of a thread is no reply. */
  readonly reply?: EventId;
  /** The root of its thread. */
  readonly root?: EventId;
}

/** Reads `m.relates_to` (client-server API 1.16, "Rich replies" and "Threading"). */
export function pointersOf(content: Content): Pointers {
  const { rel_type: kind, event_id: related, is_falling_back: fallingBack, "m.in_reply_to": reply } = record(content["m.relates_to"]);
  const { event_id: replied } = record(reply);
  const threaded = kind === "m.thread";
  return {
    ...(typeof replied === "string" && !(threaded && fallingBack === true) && { reply: eventId(replied) }),
    ...(threaded && typeof related === "string" && { root: eventId(related) }),
  };
}

// an object of JSON, whatever it holds
const record = (value: unknown): Content => (typeof value === "object" && value !== null ? (value as Content) : {});
