import type { Origin } from "#domain/notices/message.ts";
import type { OutboxItem, PlaceInRoom } from "../../storage/index.ts";
import type { EncryptedFile } from "../matrix/attachment.ts";
import type { Rendered, RenderedFile } from "../views/parts/define.ts";
import { placeField } from "./chain.ts";

/** Where a message stands: in the thread of what it answers, and in the order of all that is said in its room. */
interface Stand extends Pick<OutboxItem, "origin" | "mentions"> {
  readonly place: PlaceInRoom;
}

/**
 * A record is a notice that rings for nobody; a call is a text that mentions only those for whom it rings, since the
 * default push rules silence notices (Matrix client-server API 1.16, "Push rules"). `m.mentions` is always set. It stands in the thread of
 * what it answers; clients without threads show it as a reply ("Threading", fallback).
 */
export const messageContent = (message: Rendered, { origin, mentions, place }: Stand): object => ({
  msgtype: mentions === undefined ? "m.notice" : "m.text",
  body: message.text,
  format: "org.matrix.custom.html",
  formatted_body: message.html,
  "m.mentions": mentions === undefined ? {} : { user_ids: mentions },
  ...placeField(place),
  ...(origin !== undefined && { "m.relates_to": relation(origin) }),
});

/** A file whose ciphertext was uploaded (client-server API 1.16, "m.file" and "Sending encrypted attachments"). It rings for nobody. */
export const fileContent = ({ name, mimetype, content }: RenderedFile, file: EncryptedFile, { origin, place }: Stand): object => ({
  msgtype: "m.file",
  body: name,
  filename: name,
  info: { mimetype, size: content.length },
  file,
  "m.mentions": {},
  ...placeField(place),
  ...(origin !== undefined && { "m.relates_to": relation(origin) }),
});

function relation({ event, root }: Origin): object {
  const reply = { "m.in_reply_to": { event_id: event } };
  if (root === "none") return reply;
  return { rel_type: "m.thread", event_id: root ?? event, is_falling_back: root === undefined, ...reply };
}
