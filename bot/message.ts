import type { EventId } from "#domain/ids.ts";
import type { OutboxItem } from "../storage/index.ts";
import type { Message } from "./views/define.ts";

/**
 * A record: a notice that rings for nobody (`m.mentions` is always set), in the thread of what it answers. Clients without
 * threads show it as a reply (Matrix client-server API 1.16, "Threading", fallback).
 */
export const messageContent = (message: Message, { thread, root }: Pick<OutboxItem, "thread" | "root">): object => ({
  msgtype: "m.notice",
  body: message.text,
  format: "org.matrix.custom.html",
  formatted_body: message.html,
  "m.mentions": {},
  ...(thread !== undefined && { "m.relates_to": relation(thread, root) }),
});

function relation(answered: EventId, root: OutboxItem["root"]): object {
  const reply = { "m.in_reply_to": { event_id: answered } };
  if (root === "none") return reply;
  return { rel_type: "m.thread", event_id: root ?? answered, is_falling_back: root === undefined, ...reply };
}
