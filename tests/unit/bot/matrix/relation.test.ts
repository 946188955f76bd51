import { expect, test } from "vitest";
import { eventId } from "#domain/primitives/ids.ts";
import { rootOf } from "../../../../bot/matrix/relation.ts";
import { messageContent } from "../../../../bot/outbox/content.ts";

const event = (relation: unknown) => ({ content: { "m.relates_to": relation } });
test.each([
  ["nothing", {}, undefined],
  ["a plain reply", event({ "m.in_reply_to": { event_id: "$1" } }), undefined],
  ["a message in a thread", event({ rel_type: "m.thread", event_id: "$root" }), "$root"],
  ["an edit", event({ rel_type: "m.replace", event_id: "$1" }), "none"],
  ["a thread without a root", event({ rel_type: "m.thread" }), "none"],
  ["nonsense", event("m.thread"), undefined],
])("%s", (_name, raw, root) => {
  expect(rootOf(raw)).toBe(root);
});

const message = { text: "x", html: "x" };
const place = { number: 1, previous: "" };
const relation = (thread: string, root?: string) => {
  const origin = { event: eventId(thread), ...(root !== undefined && { root: eventId(root) }) };
  return (messageContent(message, { origin, place }) as Record<string, unknown>)["m.relates_to"];
};
test("an answer begins a thread, goes on in one, or only replies; it rings for nobody", () => {
  expect(relation("$1")).toEqual({ rel_type: "m.thread", event_id: "$1", is_falling_back: true, "m.in_reply_to": { event_id: "$1" } });
  expect(relation("$1", "$root")).toEqual({
    rel_type: "m.thread",
    event_id: "$root",
    is_falling_back: false,
    "m.in_reply_to": { event_id: "$1" },
  });
  expect(relation("$1", "none")).toEqual({ "m.in_reply_to": { event_id: "$1" } });
  expect(messageContent(message, { place })).toMatchObject({ msgtype: "m.notice", "m.mentions": {} });
});
