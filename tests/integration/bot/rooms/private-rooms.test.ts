import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { RoomId } from "#domain/primitives/ids.ts";
import { type Encryption, openEncryption } from "../../../../bot/encryption/client.ts";
import { memoryJournal } from "../../../../bot/encryption/store/memory-journal.ts";
import { HomeserverError } from "../../../../bot/matrix/homeserver.ts";
import { type RoomKeeper, startRoomKeeper } from "../../../../bot/rooms/room-keeper.ts";
import { keyedQueue } from "../../../../bot/runtime/keyed-queue.ts";
import { openLog } from "../../../../bot/runtime/log.ts";
import { openSync } from "../../../../bot/sync/sync.ts";
import type { Transaction } from "../../../../storage/index.ts";
import { type OpenStorage, openStorage } from "../../../../storage/open.ts";
import { register } from "../../../support/accounts.ts";
import { noEchoes } from "../../../support/echoes.ts";
import { type RecordingProxy, startProxy } from "../../../support/proxy.ts";
import { testHomeserver, testPostgres } from "../../../support/test-servers.ts";
import { asUser, homeserverFor, quietLog, type TestHomeserver } from "../encryption/device.ts";

let stop: () => Promise<void>;
let proxy: RecordingProxy;
let storage: OpenStorage;
let bot: TestHomeserver;
let encryption: Encryption;
let roomKeeper: RoomKeeper;
let sync: ReturnType<typeof openSync>;
let anna: TestHomeserver;
let bruno: TestHomeserver;
let clara: TestHomeserver;
/** Our clock; moved by hand. */
let clock = Date.now();
const now = () => new Date(clock);
const run = <T>(act: (tx: Transaction) => Promise<T>): Promise<T> => storage.transaction(act);

beforeAll(async () => {
  const [server, postgres] = await Promise.all([testHomeserver(), testPostgres()]);
  proxy = await startProxy(server.url);
  storage = await openStorage({ ownerUrl: postgres.ownerUrl, masterKey: randomBytes(32), graceMs: 0, lease: { how: "at-once" } });
  bot = homeserverFor({ ...(await register(server.url, "liaison")), homeserver: proxy.url });
  anna = homeserverFor(await register(server.url, "anna"));
  bruno = homeserverFor(await register(server.url, "bruno"));
  clara = homeserverFor(await register(server.url, "clara"));
  encryption = await openEncryption({ homeserver: bot, journal: memoryJournal(), deviceTrust: "owner-signed", log: quietLog });
  const log = openLog("silent");
  roomKeeper = startRoomKeeper({
    homeserver: bot,
    storage,
    encryption,
    log,
    now,
    rooms: keyedQueue(),
    settled: () => {},
    fatal: () => false,
  });
  sync = openSync({ homeserver: bot, storage, encryption, echoes: noEchoes, log, now, stopping: new AbortController().signal });
  for (const { userId } of [anna, bruno]) await run((tx) => tx.stores.roster.save({ userId }));
  await run((tx) => tx.stores.roster.save({ userId: clara.userId, role: "coordinator" }));
  stop = async () => {
    await roomKeeper.stop();
    await encryption.close();
    await storage.close();
    await proxy.stop();
    await Promise.all([server.stop(), postgres.stop()]);
  };
});
afterAll(() => stop());

const inRoom = (room: RoomId, path: string) => `/v3/rooms/${encodeURIComponent(room)}${path}`;
/** Lets the bot sync and look until `found` is there. */
async function eventually<T>(found: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    roomKeeper.after(await sync(0));
    const value = await found();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const tell = async (who: TestHomeserver) => {
  await run((tx) => tx.outbox.send({ to: { officer: who.userId }, notice: { type: "version", version: "1" } }, now()));
  roomKeeper.wake();
};
const membership = async (who: TestHomeserver, room: RoomId) =>
  (await bot.request<{ membership: string }>("GET", inRoom(room, `/state/m.room.member/${encodeURIComponent(who.userId)}`))).membership;
/** The officer's own room, when they were invited to it. */
const invited = (who: TestHomeserver, but: readonly RoomId[] = []) =>
  eventually(async () => {
    const pending = await run((tx) => tx.rooms.pendingPrivate());
    const room = await run((tx) => tx.rooms.ofOfficer(who.userId));
    const done = room !== undefined && !but.includes(room) && !pending.some(({ officer }) => officer === who.userId);
    return done ? room : undefined;
  });
const enter = (who: TestHomeserver, room: RoomId) => who.request("POST", `/v3/join/${encodeURIComponent(room)}`, null, {});
const joined = async (who: TestHomeserver, room: RoomId) => {
  await enter(who, room);
  await eventually(async () => ((await run((tx) => tx.rooms.place(room))).where === "private" && (await isIn(who, room))) || undefined);
};
const isIn = async (who: TestHomeserver, room: RoomId) =>
  (await run((tx) => tx.rooms.members(room))).some((one) => one.userId === who.userId && one.membership === "join");
const closed = (room: RoomId) => eventually(async () => ((await run((tx) => tx.rooms.get(room))) === undefined ? true : undefined));
const joinedRooms = async () => (await bot.request<{ joined_rooms: RoomId[] }>("GET", "/v3/joined_rooms")).joined_rooms;
const status = (asked: Promise<unknown>): Promise<number> =>
  asked.then(
    () => 200,
    (fault: unknown) => (fault instanceof HomeserverError ? fault.status : -1),
  );

describe("an officer's private room", () => {
  test("is governed by the bot alone, encrypted, invites the officer directly and nobody else, and they can change nothing", async () => {
    await tell(anna);
    const room = await invited(anna);
    const events = await bot.request<readonly { type: string; state_key: string; sender: string; content: Record<string, unknown> }[]>(
      "GET",
      inRoom(room, "/state"),
    );
    const content = (type: string, key = "") => events.find((event) => event.type === `m.room.${type}` && event.state_key === key)?.content;
    expect(events.find(({ type }) => type === "m.room.create")).toMatchObject({ sender: bot.userId, content: { room_version: "12" } });
    expect(content("encryption")).toEqual({ algorithm: "m.megolm.v1.aes-sha2" });
    expect(content("history_visibility")).toEqual({ history_visibility: "joined" });
    expect(content("guest_access")).toEqual({ guest_access: "forbidden" });
    expect(content("join_rules")).toEqual({ join_rule: "invite" });
    expect(content("name")).toEqual({ name: "Liaison, private" });
    expect(content("member", anna.userId)).toMatchObject({ membership: "invite", is_direct: true });
    expect(events.filter(({ type }) => type === "m.room.member")).toHaveLength(2);
    expect(content("power_levels")).toMatchObject({ users: {}, users_default: 0, events_default: 0, state_default: 100, invite: 100 });

    await joined(anna, room);
    const refused: readonly (readonly ["POST" | "PUT", string, object])[] = [
      ["POST", "/invite", { user_id: bruno.userId }],
      ["POST", "/kick", { user_id: bot.userId }],
      ["PUT", "/state/m.room.name/", { name: "Anna and Liaison" }],
      ["PUT", "/state/m.room.power_levels/", { users: { [anna.userId]: 150 } }],
      ["PUT", "/state/m.room.join_rules/", { join_rule: "public" }],
      ["PUT", "/state/m.room.encryption/", { algorithm: "none" }],
    ];
    for (const [method, path, body] of refused) expect(await status(anna.request(method, inRoom(room, path), null, body)), path).toBe(403);
    expect(await run((tx) => tx.rooms.place(room))).toEqual({ where: "private", officer: anna.userId });
  });

  test("is left when its officer leaves, and made anew when something new is to be said", async () => {
    const before = await invited(anna);
    expect(await status(anna.request("POST", inRoom(before, "/leave"), null, {}))).toBe(200);
    await closed(before);
    expect(await joinedRooms()).not.toContain(before);
    await tell(anna);
    const after = await invited(anna, [before]);
    await joined(anna, after);
    expect(await membership(anna, after)).toBe("join");
    expect(await run((tx) => tx.outbox.waiting(10))).toHaveLength(2);
  });

  test("is left when a third is in it, although all are coordinators; what waits goes to a new one", async () => {
    await run((tx) => tx.stores.roster.save({ userId: bruno.userId, role: "coordinator" }));
    await tell(bruno);
    const before = await invited(bruno);
    await joined(bruno, before);
    // what a homeserver can do: an invitation in the bot's name
    await bot.request("POST", inRoom(before, "/invite"), null, { user_id: clara.userId });
    await enter(clara, before);
    await closed(before);
    expect(await joinedRooms()).not.toContain(before);
    const after = await invited(bruno, [before]);
    expect(await membership(bruno, after)).toBe("invite");
    expect((await run((tx) => tx.rooms.all())).filter(({ kind }) => kind === "coordination")).toEqual([]);
  });

  test("is made once, although the answer to its making is lost", async () => {
    const count = (await joinedRooms()).length;
    let lost = 0;
    proxy.rule = (_method, path) => (path.endsWith("/createRoom") && lost++ === 0 ? "drop" : "pass");
    await tell(clara);
    await eventually(async () => (lost > 0 ? true : undefined));
    // its next try is due
    while ((await run((tx) => tx.rooms.ofOfficer(clara.userId))) === undefined) {
      clock += 600_000;
      roomKeeper.wake();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    proxy.rule = () => "pass";
    const room = await invited(clara);
    expect(await membership(clara, room)).toBe("invite");
    expect(lost).toBe(1);
    expect((await joinedRooms()).length).toBe(count + 1);
  });

  test("and its declined invitation calls for no other by itself", async () => {
    const room = await invited(clara);
    await clara.request("POST", inRoom(room, "/leave"), null, {});
    await closed(room);
    roomKeeper.wake();
    // the round after this one has seen that nothing is pending
    await tell(anna);
    await eventually(async () => ((await run((tx) => tx.rooms.pendingPrivate())).length === 0 ? true : undefined));
    expect(await run((tx) => tx.rooms.ofOfficer(clara.userId))).toBeUndefined();
  });
});

test("a refused invitation to a case's room is told to the coordinators and to its lead once, and one that waited a day for its officer is dropped", async () => {
  const room = (await invited(anna)) as RoomId;
  const of = await run(async (tx) => {
    await tx.rooms.save({ roomId: "!coordination" as RoomId, kind: "coordination", safe: true });
    const { id } = await tx.stores.cases.open({ title: "T", lead: anna.userId, codes: caseDefaults, by: clara.userId, now: now() });
    // no other homeserver is let in
    await tx.stores.cases.add(id, { userId: asUser("@ghost:dead.invalid"), role: "read", by: anna.userId, now: now() });
    return id;
  });
  const told = async () =>
    (await run((tx) => tx.outbox.waiting(100))).flatMap(({ notice, to }) =>
      notice.type === "invitation-refused" ? [{ to, userIds: notice.userIds }] : [],
    );
  roomKeeper.wake();
  await eventually(async () => ((await told()).length > 0 ? true : undefined));
  const asked = () => proxy.passed.filter(({ path }) => path.includes(encodeURIComponent("@ghost:dead.invalid"))).length;
  const before = asked();
  // who adds somebody again wants them invited now
  await run((tx) => tx.stores.cases.add(of, { userId: asUser("@ghost:dead.invalid"), role: "read", by: anna.userId, now: now() }));
  await eventually(async () => (asked() > before ? true : undefined));
  const userIds = ["@ghost:dead.invalid"];
  expect(await told()).toEqual([
    { to: { room: "!coordination" }, userIds },
    { to: { officer: anna.userId }, userIds },
  ]);

  // clara has left a room with an answer unsaid, anna is still in the other
  clock += 25 * 3_600_000;
  roomKeeper.wake();
  const left = () => storage.database.query<{ id: string }>("select id from liaison.outbox where body is null and sent_event is null");
  await eventually(async () => ((await left()).length > 0 ? true : undefined));
  expect((await run((tx) => tx.outbox.waiting(100))).some(({ to }) => "officer" in to && to.officer === anna.userId)).toBe(true);
  expect(await run((tx) => tx.rooms.ofOfficer(anna.userId))).toBe(room);
});
