import { describe, expect, test } from "vitest";
import { encryptAttachment } from "../../../../bot/matrix/attachment.ts";
import { fileContentOf, pointersOf } from "../../../../bot/matrix/file-content.ts";

const file = { ...encryptAttachment(Buffer.from("x")).file, url: "mxc://x.org/a" };
const content = { msgtype: "m.file", body: "list.csv", file };

describe("the file of a message", () => {
  test("is the encrypted one, with its name, whatever sort of file it is", () => {
    for (const msgtype of ["m.file", "m.image", "m.audio", "m.video"])
      expect(fileContentOf({ ...content, msgtype, info: { mimetype: "text/csv" } })).toEqual({
        name: "list.csv",
        mimetype: "text/csv",
        file,
      });
    expect(fileContentOf({ ...content, body: "/ioc import", filename: "list.csv" })).toEqual({ name: "list.csv", file });
  });
  test("has a name of a sort, however its sender's client names it", () => {
    expect(fileContentOf({ msgtype: "m.file", body: 7, file, info: 7 })).toEqual({ name: "file", file });
    expect(fileContentOf({ ...content, filename: "" })).toMatchObject({ name: "list.csv" });
    expect(fileContentOf({ ...content, filename: `${"a".repeat(254)}🦉` })).toMatchObject({ name: `${"a".repeat(254)}\ufffd` });
  });
  test("is of no use in the clear, or in another form", () => {
    expect(fileContentOf({ msgtype: "m.file", body: "a", url: "mxc://x.org/a" })).toEqual({ why: "not-encrypted" });
    for (const other of [
      undefined,
      null,
      "x",
      { ...file, v: "v3" },
      { ...file, url: 7 },
      { ...file, key: { ...file.key, alg: "A128CTR" } },
    ])
      expect(fileContentOf({ ...content, file: other })).toEqual({ why: "unknown-format" });
  });
  test("is none of a text", () => {
    expect(fileContentOf({ msgtype: "m.text", body: "x", file })).toBeUndefined();
  });
});

describe("what a message points to", () => {
  const reply = { "m.in_reply_to": { event_id: "$one" } };
  const thread = { rel_type: "m.thread", event_id: "$root" };
  test.each([
    ["a reply", reply, { reply: "$one" }],
    ["a thread", thread, { root: "$root" }],
    ["a thread for clients without threads", { ...thread, ...reply, is_falling_back: true }, { root: "$root" }],
    ["a reply in a thread", { ...thread, ...reply, is_falling_back: false }, { reply: "$one", root: "$root" }],
    ["a reply in a thread that says nothing of falling back", { ...thread, ...reply }, { reply: "$one", root: "$root" }],
    ["a reply that claims to fall back without a thread", { ...reply, is_falling_back: true }, { reply: "$one" }],
    ["an edit", { rel_type: "m.replace", event_id: "$one" }, {}],
    ["no event", { "m.in_reply_to": { event_id: 7 } }, {}],
    ["nothing", undefined, {}],
  ])("%s", (_name, relation, pointers) => {
    expect(pointersOf({ "m.relates_to": relation })).toEqual(pointers);
  });
});
