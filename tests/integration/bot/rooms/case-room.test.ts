import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseRole } from "#domain/cases/case.ts";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { CaseId, RoomId, UserId } from "#domain/primitives/ids.ts";
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
import { testHomeserver, testPostgres } from "../../../support/test-servers.ts";
import { until } from "../../../support/waiting.ts";
import { asUser, homeserverFor, quietLog, type TestHomeserver } from "../encryption/device.ts";

interface State {
  readonly type: string;
  readonly state_key: string;
  readonly sender: string;
  readonly content: Readonly<Record<string, unknown>>;
}

let stop: () => Promise<void>;
let storage: OpenStorage;
let bot: TestHomeserver;
let encryption: Encryption;
let roomKeeper: RoomKeeper;
/** People by their own access tokens. */
let anna: TestHomeserver;
let bruno: TestHomeserver;
let cleo: TestHomeserver;
const settled: RoomId[] = [];
const run = <T>(act: (tx: Transaction) => Promise<T>): Promise<T> => storage.transaction(act);

beforeAll(async () => {
  const [server, postgres] = await Promise.all([testHomeserver(), testPostgres()]);
  storage = await openStorage({ ownerUrl: postgres.ownerUrl, masterKey: randomBytes(32), graceMs: 0, lease: { how: "at-once" } });
  [bot, anna, bruno, cleo] = (await Promise.all(
    ["liaison", "anna", "bruno", "cleo"].map(async (name) => homeserverFor(await register(server.url, name))),
  )) as [TestHomeserver, TestHomeserver, TestHomeserver, TestHomeserver];
  encryption = await openEncryption({ homeserver: bot, journal: memoryJournal(), deviceTrust: "owner-signed", log: quietLog });
  roomKeeper = startRoomKeeper({
    homeserver: bot,
    storage,
    encryption,
    log: openLog("silent"),
    now: () => new Date(),
    rooms: keyedQueue(),
    settled: (room) => void settled.push(room),
    fatal: () => false,
  });
  for (const { userId } of [anna, bruno, cleo]) await run((tx) => tx.stores.roster.save({ userId }));
  stop = async () => {
    await roomKeeper.stop();
    await encryption.close();
    await storage.close();
    await Promise.all([server.stop(), postgres.stop()]);
  };
});
afterAll(() => stop());

/** A case whose room has been made. */
async function opened(title: string, lead: UserId): Promise<{ readonly id: CaseId; readonly room: RoomId }> {
  const { id } = await run((tx) => tx.stores.cases.open({ title, lead, codes: caseDefaults, by: bot.userId, now: new Date() }));
  roomKeeper.wake();
  for (;;) {
    const room = await run((tx) => tx.rooms.ofCase(id));
    if (room !== undefined && settled.includes(room)) return { id, room };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
async function untilAsync(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 100));
}
/** Adds or changes a member and waits until nothing is pending for its case. */
async function added(id: CaseId, userId: UserId, role: CaseRole): Promise<void> {
  await run((tx) => tx.stores.cases.add(id, { userId, role, by: anna.userId, now: new Date() }));
  roomKeeper.wake();
  while ((await run((tx) => tx.rooms.pending())).some((pending) => pending.case === id))
    await new Promise((resolve) => setTimeout(resolve, 50));
}
async function joined(who: TestHomeserver, room: RoomId): Promise<void> {
  await who.request("POST", `/v3/join/${encodeURIComponent(room)}`, null, {});
  const common = { homeserver: bot, storage, encryption, echoes: noEchoes, log: openLog("silent"), now: () => new Date() };
  roomKeeper.after(await openSync({ ...common, stopping: new AbortController().signal })(0));
}
const inRoom = (room: RoomId, path: string) => `/v3/rooms/${encodeURIComponent(room)}${path}`;
const stateOf = (room: RoomId) => bot.request<readonly State[]>("GET", inRoom(room, "/state"));
const levelsOf = (room: RoomId) =>
  bot.request<{ event_id: string; content: { users: Record<string, number> } }>("GET", inRoom(room, "/state/m.room.power_levels/"), {
    format: "event",
  });
/** 200, or the status of the refusal. */
const status = (asked: Promise<unknown>): Promise<number> =>
  asked.then(
    () => 200,
    (fault: unknown) => (fault instanceof HomeserverError ? fault.status : -1),
  );

describe("a case's room", () => {
  test("is governed by the bot alone, encrypted, closed to guests, and names no title", async () => {
    const { room } = await opened("Operation Xylophone", anna.userId);
    const events = await stateOf(room);
    const content = (type: string) => events.find((event) => event.type === `m.room.${type}` && event.state_key === "")?.content;
    const create = events.find((event) => event.type === "m.room.create");
    expect(create).toMatchObject({ sender: bot.userId, content: { room_version: "12" } });
    expect(create?.content.additional_creators ?? []).toEqual([]);
    expect(content("encryption")).toEqual({ algorithm: "m.megolm.v1.aes-sha2" });
    expect(content("history_visibility")).toEqual({ history_visibility: "joined" });
    expect(content("guest_access")).toEqual({ guest_access: "forbidden" });
    expect(content("join_rules")).toEqual({ join_rule: "invite" });
    expect(content("name")?.name).toMatch(/^C-\d{4}-\d{4} [a-z]+ [a-z]+$/u);
    expect(JSON.stringify(events)).not.toMatch(/operation|xylophone/iu);
    expect(content("power_levels")).toEqual({
      users: { [anna.userId]: 50 },
      users_default: 0,
      events_default: 0,
      state_default: 100,
      invite: 100,
      ban: 100,
      redact: 100,
      kick: 50,
      historical: 100,
      events: {
        "m.room.encryption": 150,
        "m.room.history_visibility": 150,
        "m.room.join_rules": 150,
        "m.room.guest_access": 150,
        "m.room.power_levels": 150,
        "m.room.server_acl": 150,
        "m.room.tombstone": 150,
      },
    });
  });

  test("is encrypted before anybody but the bot is in it or invited", async () => {
    const { room } = await opened("Early Wren", anna.userId);
    const { chunk } = await bot.request<{ chunk: readonly State[] }>("GET", inRoom(room, "/messages"), { dir: "f", limit: "100" });
    const encrypted = chunk.findIndex((event) => event.type === "m.room.encryption");
    const others = chunk.findIndex((event) => event.type === "m.room.member" && event.state_key !== bot.userId);
    expect(encrypted).toBeGreaterThan(0);
    expect(others).toBeGreaterThan(encrypted);
  });

  test("lets its lead remove and nothing else that governs it", async () => {
    const { id, room } = await opened("Quiet Crane", anna.userId);
    await added(id, bruno.userId, "contribute");
    await joined(anna, room);
    await joined(bruno, room);
    const said = await bruno.request<{ event_id: string }>("PUT", inRoom(room, "/send/m.room.encrypted/one"), null, {});
    const refused: readonly (readonly ["POST" | "PUT", string, object])[] = [
      ["POST", "/invite", { user_id: cleo.userId }],
      ["POST", "/ban", { user_id: bruno.userId }],
      ["PUT", "/state/m.room.name/", { name: "Secret Crane" }],
      ["PUT", "/state/m.room.power_levels/", { users: { [anna.userId]: 150 } }],
      ["PUT", "/state/m.room.join_rules/", { join_rule: "public" }],
      ["PUT", "/state/m.room.history_visibility/", { history_visibility: "shared" }],
      ["PUT", "/state/m.room.encryption/", { algorithm: "none" }],
      ["PUT", `/redact/${encodeURIComponent(said.event_id)}/two`, {}],
    ];
    for (const [method, path, body] of refused) expect(await status(anna.request(method, inRoom(room, path), null, body)), path).toBe(403);
    expect(await status(bruno.request("POST", inRoom(room, "/kick"), null, { user_id: anna.userId }))).toBe(403);
    expect(await status(anna.request("POST", inRoom(room, "/kick"), null, { user_id: bruno.userId }))).toBe(200);
  });

  test("gives a new lead a lead's power, takes it from who is none any more, and touches nothing otherwise", async () => {
    const { id, room } = await opened("Changing Owl", anna.userId);
    await added(id, bruno.userId, "contribute");
    await joined(anna, room);
    await joined(bruno, room);
    const first = await levelsOf(room);
    expect(first.content.users).toEqual({ [anna.userId]: 50 });

    await added(id, bruno.userId, "lead");
    const second = await levelsOf(room);
    expect(second.content).toEqual({ ...first.content, users: { [anna.userId]: 50, [bruno.userId]: 50 } });
    // nothing is pending: neither another run nor the same role again sends anything
    expect(await run((tx) => tx.rooms.pending())).toEqual([]);
    await run((tx) => tx.stores.cases.add(id, { userId: bruno.userId, role: "lead", by: anna.userId, now: new Date() }));
    expect(await run((tx) => tx.rooms.pending())).toEqual([]);
    await added(id, cleo.userId, "read");
    expect((await levelsOf(room)).event_id).toBe(second.event_id);

    await added(id, bruno.userId, "contribute");
    expect((await levelsOf(room)).content).toEqual(first.content);
    const members = (await stateOf(room)).filter((event) => event.type === "m.room.member");
    expect(new Map(members.map((event) => [event.state_key, event.content.membership]))).toEqual(
      new Map([
        [bot.userId, "join"],
        [anna.userId, "join"],
        [bruno.userId, "join"],
        [cleo.userId, "invite"],
      ]),
    );
  });

  test("loses whose time in the case has run out, and their power, and says so", async () => {
    const { id, room } = await opened("Passing Plover", anna.userId);
    const until = new Date(Date.now() + 3_000);
    await run((tx) => tx.stores.cases.add(id, { userId: bruno.userId, role: "lead", until, by: anna.userId, now: new Date() }));
    roomKeeper.wake();
    await untilAsync(async () => (await status(bruno.request("POST", `/v3/join/${encodeURIComponent(room)}`, null, {}))) === 200);
    await joined(bruno, room);
    expect((await levelsOf(room)).content.users).toEqual({ [anna.userId]: 50, [bruno.userId]: 50 });
    await untilAsync(async () => {
      roomKeeper.wake();
      return (await run((tx) => tx.rooms.members(room))).every(({ userId }) => userId !== bruno.userId);
    });
    const member = (await stateOf(room)).find((event) => event.type === "m.room.member" && event.state_key === bruno.userId);
    expect(member).toMatchObject({ sender: bot.userId, content: { membership: "leave" } });
    expect((await levelsOf(room)).content.users).toEqual({ [anna.userId]: 50 });
    const said = (await run((tx) => tx.outbox.waiting(100))).filter(({ about }) => about === id).map(({ notice }) => notice);
    expect(said).toMatchObject([{ type: "case-member-ended", userId: bruno.userId }]);
  });

  test("loses who is taken off the roster, and so does their own room", async () => {
    const { id, room } = await opened("Leaving Lark", anna.userId);
    await added(id, cleo.userId, "contribute");
    await joined(cleo, room);
    await run((tx) => tx.outbox.send({ to: { officer: cleo.userId }, notice: { type: "version", version: "1" } }, new Date()));
    roomKeeper.wake();
    const own = () => run((tx) => tx.rooms.ofOfficer(cleo.userId));
    await untilAsync(async () => (await own()) !== undefined);
    const privately = (await own()) as RoomId;
    await run((tx) => tx.stores.cases.removeFromAll(cleo.userId, new Date()));
    await run((tx) => tx.stores.roster.remove(cleo.userId));
    await untilAsync(async () => (await own()) === undefined);
    await untilAsync(async () => (await run((tx) => tx.rooms.members(room))).every(({ userId }) => userId !== cleo.userId));
    await untilAsync(async () => (await status(bot.request("GET", inRoom(privately, "/joined_members")))) === 403);
    await run((tx) => tx.stores.roster.save({ userId: cleo.userId }));
  });

  test("comes although another case's invitation is refused", async () => {
    const { id } = await opened("Refused Rook", anna.userId);
    // no other homeserver is let in
    const ghost = asUser("@ghost:dead.invalid");
    await run((tx) => tx.stores.cases.add(id, { userId: ghost, role: "read", by: anna.userId, now: new Date() }));
    const { room } = await opened("Later Lark", bruno.userId);
    await until(() => settled.includes(room) || undefined, "the later case's room");
    expect((await run((tx) => tx.rooms.pending())).map((pending) => pending.invite)).toEqual([[ghost]]);
  });
});
