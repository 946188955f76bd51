import type { EventId } from "#domain/ids.ts";
import type { Message } from "./views/define.ts";

/**
 * A record: a notice that rings for nobody (`m.mentions` is always set), in the thread of the command that it answers.
 * Clients without threads show it as a reply (Matrix client-server API 1.16, "Threading", fallback).
 */
export const messageContent = (message: Message, thread: EventId | undefined): object => ({
  msgtype: "m.notice",
  body: message.text,
  format: "org.matrix.custom.html",
  formatted_body: message.html,
  "m.mentions": {},
  ...(thread !== undefined && {
    "m.relates_to": { rel_type: "m.thread", event_id: thread, is_falling_back: true, "m.in_reply_to": { event_id: thread } },
  }),
});
