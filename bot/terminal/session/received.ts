import type { RoomId, UserId } from "#domain/primitives/ids.ts";
import { intake } from "../../inbox/intake.ts";
import type { EncryptedFile } from "../../matrix/attachment.ts";
import { captionOf, fileContentOf } from "../../matrix/file-content.ts";
import { placeOf } from "../../outbox/chain.ts";

/** One message of a room as this officer's device took it. */
export interface Received {
  readonly room: RoomId;
  readonly eventId: string;
  readonly sender: UserId;
  /** The homeserver's clock, milliseconds. */
  readonly at: number;
  /** This very device has sent it. */
  readonly sentHere: boolean;
  /** "unreadable": `text` says why; "unprotected": it came without encryption and its text is left out. */
  readonly kind: "text" | "notice" | "file" | "unreadable" | "unprotected";
  /** As it was written, of a file its name: make it visible before it is shown. */
  readonly text: string;
  /** What was written to a file. */
  readonly caption?: string;
  /** The event that it answers, and the root of the thread that it stands in. */
  readonly answers?: string;
  readonly thread?: string;
  /** The event whose text this one replaces. */
  readonly edits?: string;
  /** It rings: written to this officer by name. Notices never ring. */
  readonly calls: boolean;
  readonly file?: EncryptedFile;
  /** What is wrong with its place among its sender's messages, in words. */
  readonly disorder?: string;
}

/** Where an event comes from: what is in the clear. */
export type Origin = Pick<Received, "room" | "eventId" | "sender" | "at" | "sentHere">;

/** Reads a decrypted event of type `m.room.message` (Matrix client-server API 1.16); undefined for any other type. */
export function received(origin: Origin, type: string, content: Readonly<Record<string, unknown>>, me: UserId): Received | undefined {
  if (type !== "m.room.message") return undefined;
  const { msgtype, "m.relates_to": relation, "m.mentions": mentions } = content;
  const { rel_type: kind, event_id: related, "m.in_reply_to": reply } = record(relation);
  const answered = record(reply).event_id ?? (kind === "m.thread" ? related : undefined);
  const users = record(mentions).user_ids;
  const carried = fileContentOf(content);
  const named = carried !== undefined && "file" in carried ? carried : undefined;
  const replacement = record(content["m.new_content"]);
  const caption = named && captionOf(kind === "m.replace" ? replacement : content);
  // what intake makes of a text: the reply's fall-back cut away, an edit's new text; the place at its end is for programs here
  const taken = intake({ type, content: { ...content, ...bare(content), msgtype: "m.text" } }, false);
  return {
    ...origin,
    kind: named ? "file" : msgtype === "m.notice" ? "notice" : "text",
    text: named?.name ?? (taken.take === "ignore" ? "" : taken.text),
    ...(caption !== undefined && { caption }),
    calls: msgtype !== "m.notice" && Array.isArray(users) && users.includes(me),
    ...(typeof answered === "string" && { answers: answered }),
    ...(kind === "m.thread" && typeof related === "string" && { thread: related }),
    ...(kind === "m.replace" && typeof related === "string" && { edits: related }),
    ...(named && { file: named.file }),
  };
}

const bare = (content: Readonly<Record<string, unknown>>) => {
  const said = placeOf(content);
  return said && { body: said.text };
};
// an object of JSON, whatever it holds
const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
