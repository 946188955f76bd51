import { describe, expect, test } from "vitest";
import { roomId, userId } from "#domain/primitives/ids.ts";
import { encryptAttachment } from "../../../../../bot/matrix/attachment.ts";
import { openChats } from "../../../../../bot/terminal/screen/chat.ts";
import { received } from "../../../../../bot/terminal/session/received.ts";

const [me, other] = [userId("@anna:x.org"), userId("@bruno:x.org")];
if (me === undefined || other === undefined) throw new Error("no user id");
const origin = { room: roomId("!r"), eventId: "$1", sender: other, at: 0, sentHere: false };
const read = (content: object, type = "m.room.message") => received(origin, type, { msgtype: "m.text", body: "x", ...content }, me);

describe("a decrypted message", () => {
  test("calls if it names this officer, but never as a notice", () => {
    expect(read({ "m.mentions": { user_ids: [me] } })?.calls).toBe(true);
    expect(read({ "m.mentions": { user_ids: [other] } })?.calls).toBe(false);
    expect(read({ "m.mentions": { user_ids: me } })?.calls).toBe(false);
    expect(read({ msgtype: "m.notice", "m.mentions": { user_ids: [me] } })).toMatchObject({ kind: "notice", calls: false });
  });
  test("knows its thread and what it answers", () => {
    const thread = { rel_type: "m.thread", event_id: "$root" };
    expect(read({ "m.relates_to": thread })).toMatchObject({ thread: "$root", answers: "$root" });
    expect(read({ "m.relates_to": { ...thread, "m.in_reply_to": { event_id: "$two" } } })).toMatchObject({
      thread: "$root",
      answers: "$two",
    });
    expect(read({ "m.relates_to": { "m.in_reply_to": { event_id: 7 } } })).not.toHaveProperty("answers");
  });
  test("an edit is its new text, a file its description, anything else nothing", () => {
    expect(
      read({ body: "* new", "m.new_content": { body: "new" }, "m.relates_to": { rel_type: "m.replace", event_id: "$0" } }),
    ).toMatchObject({
      text: "new",
      edits: "$0",
    });
    const file = { ...encryptAttachment(Buffer.from("x")).file, url: "mxc://x.org/a" };
    expect(read({ msgtype: "m.file", file })).toMatchObject({ kind: "file", text: "x", file });
    expect(read({ msgtype: "m.file", file })).not.toHaveProperty("caption");
    expect(read({ msgtype: "m.image", file, filename: "a.png" })).toMatchObject({ kind: "file", text: "a.png", caption: "x" });
    expect(read({ msgtype: "m.file", url: "mxc://x.org/a" })).toMatchObject({ kind: "text" });
    expect(read({ body: 7 })).toMatchObject({ text: "" });
    expect(read({}, "m.reaction")).toBeUndefined();
  });
});

describe("what is held of a room", () => {
  const message = (eventId: string, calls = false) => ({ ...origin, eventId, kind: "text" as const, text: "", calls });
  test("numbers go on, unread is counted until it was shown", () => {
    const chat = openChats()(origin.room);
    chat.add(message("$1"), true);
    chat.add(message("$2", true), false);
    chat.add(message("$3"), false);
    expect(chat).toMatchObject({ unread: 2, called: true });
    expect(chat.recent(1).map(({ number }) => number)).toEqual([2, 3]);
    expect(chat.byNumber(2)?.eventId).toBe("$2");
    expect(chat.byEvent("$3")?.number).toBe(3);
    expect(chat.readAll()).toBe("$3");
    expect(chat).toMatchObject({ unread: 0, called: false });
    expect(chat.recent(1).map(({ number }) => number)).toEqual([3]);
  });
  test("a long day forgets its beginning", () => {
    const chat = openChats()(origin.room);
    for (let at = 1; at <= 600; at++) chat.add(message(`$${at}`), true);
    expect(chat.messages).toHaveLength(500);
    expect(chat.messages[0]?.number).toBe(101);
  });
});
