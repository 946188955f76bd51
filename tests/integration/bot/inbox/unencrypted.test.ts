import { beforeEach, expect, test } from "vitest";
import { eventId, type RoomId, roomId, type UserId } from "#domain/primitives/ids.ts";
import { park } from "../../../../bot/inbox/park.ts";
import { tellLater } from "../../../../bot/inbox/told-later.ts";
import { handleUnencrypted } from "../../../../bot/inbox/unencrypted.ts";
import { textOf } from "../../../../bot/sync/event-text.ts";
import { anna, bruno, clara, user } from "../../storage/fresh.ts";
import { caseRoom, coordination, minute, office, privateRoom } from "../office.ts";

const here = office();
let count = 0;
beforeEach(() => {
  count = 0;
});

/** Something that came in the clear; what was said because of it. */
async function comes(by: UserId, where: RoomId, raw: Record<string, unknown>) {
  const event = { event_id: `$clear${++count}`, sender: by, ...raw };
  const item = { eventId: eventId(event.event_id), roomId: where, sender: by, event: textOf(event) };
  await here.transaction((tx) => tx.inbox.insert([item], here.now()));
  await handleUnencrypted(here.handling(), { ...item, receivedAt: here.now(), attempts: 1 }, event);
  return here.heard();
}
const message = (body: string, more: object = {}) => ({ type: "m.room.message", content: { msgtype: "m.text", body, ...more } });
const removal = (of: string, how: "redacts" | "content" = "redacts") => ({
  type: "m.room.redaction",
  ...(how === "redacts" ? { redacts: of, content: {} } : { content: { redacts: of } }),
});
const states = async () =>
  (await here.rows<{ state: string }>("select state from liaison.inbox where event_id like '$clear%' order by seq")).map(
    ({ state }) => state,
  );

test("a command in the clear is never run; its officer is told in private, then counted, and the audit does not say what it was", async () => {
  const typed = "/ioc add plaintext-canary.example";
  const told = await comes(anna, caseRoom, message(typed));
  expect(told).toEqual([expect.objectContaining({ to: privateRoom(anna), notice: { type: "plaintext-command", ref: "C-2026-0001" } })]);
  expect(told[0]?.text).toContain("in the room of C-2026-0001 came without encryption. I never run what is not encrypted");
  expect(told[0]?.text).not.toContain("canary");
  for (const form of [message(typed), message("Liaison: ioc list"), message("* /ioc list", { "m.relates_to": { rel_type: "m.replace" } })])
    expect(await comes(anna, caseRoom, form)).toEqual([]);
  // of another room, and of somebody else, it is told for itself
  expect(await comes(anna, coordination, message("/case list"))).toMatchObject([
    { to: privateRoom(anna), notice: { type: "plaintext-command" } },
  ]);
  expect(await comes(bruno, caseRoom, message(typed))).toMatchObject([{ to: privateRoom(bruno) }]);
  here.state.clock = 10 * minute;
  await tellLater(here.handling());
  expect(await here.heard()).toMatchObject([{ to: privateRoom(anna), notice: { type: "plaintext-command", more: 3 } }]);
  expect((await here.records()).records).toEqual([]);
  expect((await here.audit()).filter((line) => line === "message refused")).toHaveLength(6);
  expect(await states()).toEqual(Array.from({ length: 6 }, () => "refused"));
  expect((await here.type(anna, privateRoom(anna), "/bot why"))[0]?.text).toContain(
    "it came without encryption. Send it from a client that encrypts.",
  );
});

test.each<[string, UserId, RoomId, Record<string, unknown>]>([
  ["talk", anna, caseRoom, message("good morning")],
  ["another program's command", anna, caseRoom, message("/home/user")],
  ["a notice", anna, caseRoom, { type: "m.room.message", content: { msgtype: "m.notice", body: "/ioc list" } }],
  ["a picture", anna, caseRoom, { type: "m.room.message", content: { msgtype: "m.image", body: "/ioc list", url: "mxc://x/y" } }],
  ["of somebody who is not on the roster", user("@eve:one.office.example"), caseRoom, message("/ioc list")],
  ["without content", anna, caseRoom, { type: "m.room.message" }],
  ["with an odd body", anna, caseRoom, { type: "m.room.message", content: { msgtype: "m.text", body: { a: 1 } } }],
  ["a removal of nothing", anna, caseRoom, { type: "m.room.redaction", content: null }],
  ["a removal of something else", anna, caseRoom, removal("$nothing")],
])("nothing is said of %s", async (_name, by, where, raw) => {
  expect(await comes(by, where, raw)).toEqual([]);
  expect(await here.audit()).toEqual([]);
  expect(await states()).toEqual(["ignored"]);
});

test("in a room that is nowhere it is told all the same", async () => {
  expect(await comes(clara, roomId("!open"), message("/case list"))).toMatchObject([
    { to: privateRoom(clara), notice: { type: "plaintext-command" } },
  ]);
});

test.each(["redacts", "content"] as const)(
  "the removal of a command that was done is told once, and stands in its record and the audit (%s)",
  async (how) => {
    await here.type(anna, caseRoom, "/ioc add 203.0.113.7 203.0.113.8");
    const command = `$${here.state.count}`;
    await here.type(anna, caseRoom, "good morning");
    expect(await comes(anna, caseRoom, removal(`$${here.state.count}`, how))).toEqual([]);
    const told = await comes(anna, caseRoom, removal(command, how));
    expect(told).toMatchObject([{ to: caseRoom, thread: command }]);
    expect(told[0]?.text).toBe(
      `${anna} removed the message of a command that was done. IOC-1, IOC-2 stay logged; to take back: /ioc withdraw 1-2`,
    );
    expect(await comes(anna, caseRoom, removal(command, how))).toEqual([]);
    // who says so in another room says nothing of it
    expect(await comes(bruno, coordination, removal(command, how))).toEqual([]);
    expect((await here.type(anna, caseRoom, "/ioc show 1"))[0]?.text).toMatch(
      /The command that logged it was removed 2026-11-02 14:00 UTC by @anna/u,
    );
    expect((await here.audit()).filter((line) => line === "message done")).toHaveLength(1);
    expect(await states()).toEqual(["ignored", "done", "ignored", "ignored"]);
  },
);

test("of a removed command that logged nothing it is told that what it did stays", async () => {
  await here.type(anna, caseRoom, "/task add Call the witness");
  expect((await comes(bruno, caseRoom, removal(`$${here.state.count}`)))[0]?.text).toBe(
    `${bruno} removed the message of a command that was done. What it did stays.`,
  );
});

test("an event of which only the head could be kept is parked; its sender is told once, then counted", async () => {
  let deep: object = {};
  for (let at = 0; at < 5_000; at++) deep = { deep };
  for (let at = 0; at < 5; at++) {
    const event = { type: "m.room.encrypted", event_id: `$clear${at}`, sender: anna, content: deep };
    const item = { eventId: eventId(event.event_id), roomId: caseRoom, sender: anna, event: textOf(event) };
    await here.transaction((tx) => tx.inbox.insert([item], here.now()));
    await park(here.handling(), { ...item, receivedAt: here.now(), attempts: 1 });
  }
  expect(await here.heard()).toMatchObject([{ to: caseRoom, thread: "$clear0", notice: { type: "undecryptable", reason: "malformed" } }]);
  expect(await states()).toEqual(Array.from({ length: 5 }, () => "parked"));
  expect(await here.audit()).toEqual(Array.from({ length: 5 }, () => "message failed"));
});
