import { describe, expect, test } from "vitest";
import { userId } from "#domain/primitives/ids.ts";
import { encryptAttachment } from "../../../../../bot/matrix/attachment.ts";
import { fileContent, textContent } from "../../../../../bot/terminal/session/content.ts";

const members = ["@anna:x.org", "@bruno:x.org"].flatMap((id) => userId(id) ?? []);

describe("what is sent", () => {
  test.each([
    ["good morning", {}],
    ["@anna please", { user_ids: ["@anna:x.org"] }],
    ["thanks, @Bruno!", { user_ids: ["@bruno:x.org"] }],
    ["ask @bruno:x.org, @anna: now", { user_ids: ["@anna:x.org", "@bruno:x.org"] }],
    ["mail me at joe@anna", {}],
    ["@annabel and @room", {}],
    ["/case add @anna", {}],
    ["!task add x for:@anna", {}],
  ])("%j calls exactly whom it names", (body, mentions) => {
    expect(textContent(body, members)).toEqual({ msgtype: "m.text", body, "m.mentions": mentions });
  });
  test("in a thread it names the root and what it answers", () => {
    expect(textContent("yes", members, { root: "$root", answers: "$one" })).toMatchObject({
      "m.relates_to": { rel_type: "m.thread", event_id: "$root", is_falling_back: false, "m.in_reply_to": { event_id: "$one" } },
    });
  });
  test("a file carries its key, and calls nobody", () => {
    const file = { ...encryptAttachment(Buffer.from("x")).file, url: "mxc://x.org/a" };
    const content = {
      msgtype: "m.file",
      body: "a.csv",
      filename: "a.csv",
      info: { size: 1, mimetype: "application/octet-stream" },
      file,
      "m.mentions": {},
    };
    expect(fileContent({ name: "a.csv", size: 1, file })).toEqual(content);
    expect(fileContent({ name: "a.csv", size: 1, file }, "/ioc import")).toEqual({ ...content, body: "/ioc import" });
  });
});
