import { expect, test } from "vitest";
import { intake } from "../../../../bot/inbox/intake.ts";

const message = (content: Record<string, unknown>) => ({ type: "m.room.message", content: { msgtype: "m.text", ...content } });

test.each([
  ["own messages", message({ body: "/ioc add x" }), true, "own"],
  ["reactions", { type: "m.reaction", content: {} }, false, "not-a-message"],
  ["notices", message({ msgtype: "m.notice", body: "/ioc add x" }), false, "notice"],
  ["files", message({ msgtype: "m.file", body: "/ioc import" }), false, "not-text"],
  ["files that are called like a command", message({ msgtype: "m.file", body: "/ioc import", filename: "/ioc import" }), false, "not-text"],
  ["places", message({ msgtype: "m.location", body: "/ioc import", filename: "x" }), false, "not-text"],
  ["a body that is no text", message({ body: 5 }), false, "not-text"],
])("%s are ignored with a reason", (_name, event, own, reason) => {
  expect(intake(event, own)).toEqual({ take: "ignore", reason });
});

test("only the body is read", () => {
  expect(intake(message({ body: "hello", formatted_body: "/ioc add x" }), false)).toEqual({ take: "text", text: "hello" });
});

test.each(["m.file", "m.image", "m.audio", "m.video"])("the caption of an %s is its text", (msgtype) => {
  expect(intake(message({ msgtype, body: "/ioc import", filename: "list.csv" }), false)).toEqual({ take: "text", text: "/ioc import" });
});

test("a caption that was edited is an edit", () => {
  const edit = message({
    msgtype: "m.file",
    body: "* /ioc import",
    filename: "list.csv",
    "m.relates_to": { rel_type: "m.replace", event_id: "$1" },
    "m.new_content": { msgtype: "m.file", body: "/ioc import", filename: "list.csv" },
  });
  expect(intake(edit, false)).toEqual({ take: "edit", text: "/ioc import" });
});

test("an edit is told apart, with the new text", () => {
  const edit = message({
    body: "* /ioc add b",
    "m.relates_to": { rel_type: "m.replace", event_id: "$1" },
    "m.new_content": { body: "/ioc add b" },
  });
  expect(intake(edit, false)).toEqual({ take: "edit", text: "/ioc add b" });
});

test("an edit whose new content the server took away is still an edit", () => {
  expect(intake(message({ body: " * /ioc add b", "m.relates_to": { rel_type: "m.replace" } }), false)).toEqual({
    take: "edit",
    text: "/ioc add b",
  });
});

test("a thread or reply changes nothing", () => {
  expect(intake(message({ body: "/ioc list", "m.relates_to": { rel_type: "m.thread", event_id: "$1" } }), false)).toEqual({
    take: "text",
    text: "/ioc list",
  });
});

test("a quoted reply is cut off, a quotation alone is not", () => {
  expect(intake(message({ body: "> <@anna:x> what\n> more\n\n/ioc list" }), false)).toEqual({ take: "text", text: "/ioc list" });
  expect(intake(message({ body: "> * <@anna:x> waves\n\n/ioc list" }), false)).toEqual({ take: "text", text: "/ioc list" });
  expect(intake(message({ body: "> <@anna:x> what" }), false)).toEqual({ take: "text", text: "> <@anna:x> what" });
});
