import { describe, expect, test } from "vitest";
import { roomId, userId } from "#domain/primitives/ids.ts";
import { findRoom, openRoomBook } from "../../../../../bot/terminal/session/room-book.ts";

const me = userId("@anna:x.org");
if (me === undefined) throw new Error("no user id");
const member = (id: string, membership: string) => ({ type: "m.room.member", state_key: id, content: { membership } });
const named = (name: string) => ({ type: "m.room.name", state_key: "", content: { name } });
const encryption = { type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } };

describe("rooms", () => {
  test("follow their state: members, name, encryption, which never ends", () => {
    const book = openRoomBook(me);
    expect(book.apply("!a", [member("@anna:x.org", "join"), member("@bruno:x.org", "join"), encryption])).toBe(true);
    expect(book.all).toEqual([{ id: "!a", name: "bruno", members: ["@anna:x.org", "@bruno:x.org"], encrypted: true }]);
    expect(book.apply("!a", [named("C-2026-0001 blue heron"), member("@bruno:x.org", "leave"), { ...encryption, content: {} }])).toBe(
      false,
    );
    expect(book.all).toEqual([{ id: "!a", name: "C-2026-0001 blue heron", members: ["@anna:x.org"], encrypted: true }]);
  });
  test("take the homeserver's own list of members over what their state had said", () => {
    const book = openRoomBook(me);
    book.apply("!a", [member("@anna:x.org", "join"), member("@bruno:x.org", "join")]);
    book.setMembers(roomId("!a"), [me]);
    expect(book.all[0]?.members).toEqual([me]);
  });
  test("what is no state changes nothing", () => {
    const book = openRoomBook(me);
    book.apply("!a", [{ type: "m.room.encryption", content: {} }]);
    expect(book.all[0]?.encrypted).toBe(false);
  });

  const book = openRoomBook(me);
  for (const [id, name] of [
    ["!1", "Coordination"],
    ["!2", "C-2026-0001 blue heron"],
    ["!3", "C-2026-0002 grey heron"],
    ["!4", "C-2026-0001 blue heron consultation"],
  ] as const)
    book.apply(id, [named(name)]);
  test.each([
    ["!3", "!3"],
    ["coordination", "!1"],
    ["coord", "!1"],
    ["grey", "!3"],
    ["c-2026-0001 BLUE heron", "!2"],
  ])("%s means %s", (text, id) => {
    expect(findRoom(book.all, text)).toMatchObject({ ok: true, room: { id } });
  });
  test("a part of several names is refused with those names, an unknown one and none are not known", () => {
    expect(findRoom(book.all, "heron")).toMatchObject({
      ok: false,
      known: true,
      sentence: expect.stringContaining('"C-2026-0002 grey heron"'),
    });
    expect(findRoom(book.all, "owl")).toMatchObject({ ok: false, known: false });
    expect(findRoom(book.all, "")).toMatchObject({ ok: false, known: false });
  });
});
