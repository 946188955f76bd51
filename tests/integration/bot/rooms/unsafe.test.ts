import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Notice } from "#domain/notices/index.ts";
import { type RoomId, roomId } from "#domain/primitives/ids.ts";
import type { Ailment } from "#domain/rooms/ailments.ts";
import { openEncryption } from "../../../../bot/encryption/client.ts";
import { memoryJournal } from "../../../../bot/encryption/store/memory-journal.ts";
import { type RoomKeeper, startRoomKeeper } from "../../../../bot/rooms/room-keeper.ts";
import { keyedQueue } from "../../../../bot/runtime/keyed-queue.ts";
import { openLog } from "../../../../bot/runtime/log.ts";
import { openSync } from "../../../../bot/sync/sync.ts";
import { type OpenStorage, openStorage } from "../../../../storage/open.ts";
import { decodeJson } from "../../../../storage/sealing/json.ts";
import { register } from "../../../support/accounts.ts";
import { noEchoes } from "../../../support/echoes.ts";
import { testHomeserver, testPostgres } from "../../../support/test-servers.ts";
import { homeserverFor, quietLog, type TestHomeserver } from "../encryption/device.ts";
import { tight } from "../gate/hostile.ts";

let stop: () => Promise<void>;
let storage: OpenStorage;
let bot: TestHomeserver;
let clara: TestHomeserver;
let roomKeeper: RoomKeeper;
let sync: ReturnType<typeof openSync>;

beforeAll(async () => {
  const [server, postgres] = await Promise.all([testHomeserver(), testPostgres()]);
  storage = await openStorage({ ownerUrl: postgres.ownerUrl, masterKey: randomBytes(32), graceMs: 0, lease: { how: "at-once" } });
  [bot, clara] = (await Promise.all(["liaison", "clara"].map(async (name) => homeserverFor(await register(server.url, name))))) as [
    TestHomeserver,
    TestHomeserver,
  ];
  const encryption = await openEncryption({ homeserver: bot, journal: memoryJournal(), deviceTrust: "owner-signed", log: quietLog });
  const common = { homeserver: bot, storage, encryption, log: openLog("silent"), now: () => new Date() };
  roomKeeper = startRoomKeeper({ ...common, rooms: keyedQueue(), settled: () => {}, fatal: () => false });
  sync = openSync({ ...common, echoes: noEchoes, stopping: new AbortController().signal });
  await storage.transaction((tx) => tx.stores.roster.save({ userId: clara.userId, role: "coordinator" }));
  stop = async () => {
    await roomKeeper.stop();
    await encryption.close();
    await storage.close();
    await Promise.all([server.stop(), postgres.stop()]);
  };
});
afterAll(() => stop());

/** A room of clara's, with the bot invited: as it should be but for these state events, or without them, as a client makes it. */
async function make(initial: readonly object[]): Promise<RoomId> {
  const body = { preset: "private_chat", name: "Our room", invite: [bot.userId], initial_state: initial };
  return roomId((await clara.request<{ room_id: string }>("POST", "/v3/createRoom", null, body)).room_id);
}
const but = (type: string, content: object) => [...tight.filter((event) => event.type !== type), { type, state_key: "", content }];
const without = (...types: readonly string[]) => tight.filter(({ type }) => !types.includes(type));
const change = (room: RoomId, type: string, content: object) =>
  clara.request("PUT", `/v3/rooms/${encodeURIComponent(room)}/state/${type}/`, null, content);
/** Lets the bot sync and look until this is what it takes the room for, and nothing is left to look at. */
const becomes = (room: RoomId, expected: { readonly known?: object; readonly place: string }) =>
  vi.waitFor(
    async () => {
      roomKeeper.after(await sync(0));
      expect(roomKeeper.isSettled(room)).toBe(true);
      const found = await storage.transaction(async (tx) => ({
        known: await tx.rooms.get(room),
        place: (await tx.rooms.place(room)).where,
      }));
      expect(found).toMatchObject(expected);
    },
    { timeout: 60_000, interval: 50 },
  );
/** What was written to be said of a room since the last look, and to whom. */
const seen = new Set<string>();
async function told(room: RoomId): Promise<readonly { readonly to: object; readonly notice: Notice }[]> {
  const rows = await storage.database.query<{ id: string }>("select id from liaison.outbox order by id");
  const items = await storage.transaction(async (tx) => Promise.all(rows.map(({ id }) => tx.outbox.begin(id))));
  return items.flatMap((item) => {
    if (item === undefined || seen.has(item.id) || item.notice.type !== "room-unsafe" || item.notice.room !== room) return [];
    seen.add(item.id);
    return [{ to: item.to, notice: item.notice }];
  });
}
const inPrivate = () => ({ to: { officer: clara.userId } });

describe("a coordinator's room", () => {
  test.each<[string, readonly object[], readonly Ailment[]]>([
    ["is not encrypted", without("m.room.encryption"), ["unencrypted"]],
    ["is public", but("m.room.join_rules", { join_rule: "public" }), ["open"]],
    ["is read by everybody", but("m.room.history_visibility", { history_visibility: "world_readable" }), ["world-readable"]],
  ])("that %s takes nothing, and that is told in private", async (_what, initial, ails) => {
    const room = await make(initial);
    await becomes(room, { known: { kind: "unknown", safe: false, ails }, place: "nowhere" });
    expect(await told(room)).toMatchObject([{ ...inPrivate(), notice: { name: "Our room", ails } }]);
  });

  test.each<[string, string, object, readonly Ailment[]]>([
    ["is opened", "m.room.join_rules", { join_rule: "public" }, ["open"]],
    ["is shown to everybody", "m.room.history_visibility", { history_visibility: "world_readable" }, ["world-readable"]],
    ["is shown to who comes later", "m.room.history_visibility", { history_visibility: "shared" }, ["history"]],
    ["is opened to guests", "m.room.guest_access", { guest_access: "can_join" }, ["guests"]],
  ])("that %s takes nothing from then on, is told of, and is a coordination room again when mended", async (_what, ...given) => {
    const [type, content, ails] = given;
    const room = await make(tight);
    await becomes(room, { known: { kind: "coordination", safe: true }, place: "coordination" });
    await change(room, type, content);
    await becomes(room, { known: { safe: false, ails }, place: "nowhere" });
    const first = await told(room);
    expect(first.filter(({ to }) => "officer" in to)).toMatchObject([{ ...inPrivate(), notice: { ails } }]);
    // never in the room itself
    expect(first.filter(({ to }) => "room" in to && to.room === room)).toEqual([]);
    await change(room, type, tight.find((event) => event.type === type)?.content ?? {});
    await becomes(room, { known: { safe: true }, place: "coordination" });
  });

  test("as clients make it works, is told what to mend, and may not be loosened again", async () => {
    const room = await make(without("m.room.history_visibility", "m.room.guest_access"));
    await becomes(room, { known: { kind: "coordination", tolerated: ["history", "guests"] }, place: "coordination" });
    await change(room, "m.room.guest_access", { guest_access: "forbidden" });
    await becomes(room, { known: { tolerated: ["history"] }, place: "coordination" });
    await change(room, "m.room.guest_access", { guest_access: "can_join" });
    await becomes(room, { known: { safe: false, ails: ["guests"] }, place: "nowhere" });
  });

  test("that was upgraded is closed for good; the bot works in the new one when it is invited there", async () => {
    const room = await make(tight);
    await becomes(room, { place: "coordination" });
    const { replacement_room: next } = await clara.request<{ replacement_room: string }>(
      "POST",
      `/v3/rooms/${encodeURIComponent(room)}/upgrade`,
      null,
      { new_version: "11" },
    );
    await becomes(room, { known: { safe: false, ails: ["tombstoned"], ended: true }, place: "nowhere" });
    expect((await told(room)).filter(({ to }) => "officer" in to)).toMatchObject([{ ...inPrivate(), notice: { ails: ["tombstoned"] } }]);
    // any other change, after which it is looked at again
    await change(room, "m.room.guest_access", { guest_access: "forbidden", again: true });
    await becomes(room, { known: { safe: false }, place: "nowhere" });
    await clara.request("POST", `/v3/rooms/${encodeURIComponent(next)}/invite`, null, { user_id: bot.userId });
    await becomes(roomId(next), { known: { kind: "coordination", safe: true }, place: "coordination" });
  });

  test("leaves in the audit when it was held, why, and when it was released", async () => {
    const room = await make(tight);
    await becomes(room, { place: "coordination" });
    await change(room, "m.room.guest_access", { guest_access: "can_join" });
    await becomes(room, { known: { ails: ["guests"] }, place: "nowhere" });
    await change(room, "m.room.guest_access", { guest_access: "forbidden" });
    await becomes(room, { place: "coordination" });
    const rows = await storage.database.query<{ id: string; action: string; content: Buffer }>(
      "select id, action, content from liaison.audit_entry join liaison.audit_content on entry_id = id where action in ('room held', 'room released') order by at",
    );
    const entries = rows.map(({ id, action, content }) => {
      const cell = { table: "liaison.audit_entry", column: "content", row: id };
      return { action, content: decodeJson(storage.database.coordination.open(cell, content).toString()) as { readonly room: string } };
    });
    expect(entries.filter(({ content }) => content.room === room)).toEqual([
      { action: "room held", content: { room, why: "state", ails: ["guests"] } },
      { action: "room released", content: { room, why: "state" } },
    ]);
  });
});
