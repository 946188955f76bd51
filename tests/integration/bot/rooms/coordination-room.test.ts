import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RoomId, roomId } from "#domain/primitives/ids.ts";
import { type Encryption, openEncryption } from "../../../../bot/encryption/client.ts";
import { memoryJournal } from "../../../../bot/encryption/store/memory-journal.ts";
import { type RoomKeeper, startRoomKeeper } from "../../../../bot/rooms/room-keeper.ts";
import { keyedQueue } from "../../../../bot/runtime/keyed-queue.ts";
import { openLog } from "../../../../bot/runtime/log.ts";
import { openSync } from "../../../../bot/sync/sync.ts";
import { type OpenStorage, openStorage } from "../../../../storage/open.ts";
import { register } from "../../../support/accounts.ts";
import { noEchoes } from "../../../support/echoes.ts";
import { testHomeserver, testPostgres } from "../../../support/test-servers.ts";
import { homeserverFor, quietLog, type TestHomeserver } from "../encryption/device.ts";

let stop: () => Promise<void>;
let storage: OpenStorage;
let bot: TestHomeserver;
let encryption: Encryption;
let anna: TestHomeserver;
let clara: TestHomeserver;
let dora: TestHomeserver;
let stranger: TestHomeserver;
let roomKeeper: RoomKeeper;
let sync: ReturnType<typeof openSync>;
/** Rooms of which the bot has made up its mind, in order. */
const settled: RoomId[] = [];

beforeAll(async () => {
  const [server, postgres] = await Promise.all([testHomeserver(), testPostgres()]);
  storage = await openStorage({ ownerUrl: postgres.ownerUrl, masterKey: randomBytes(32), graceMs: 0, lease: { how: "at-once" } });
  const account = async (name: string) => homeserverFor(await register(server.url, name));
  bot = await account("liaison");
  anna = await account("anna");
  clara = await account("clara");
  dora = await account("dora");
  stranger = await account("stranger");
  encryption = await openEncryption({ homeserver: bot, journal: memoryJournal(), deviceTrust: "owner-signed", log: quietLog });
  const common = { homeserver: bot, storage, encryption, log: openLog("silent"), now: () => new Date() };
  roomKeeper = startRoomKeeper({ ...common, rooms: keyedQueue(), settled: (room) => void settled.push(room), fatal: () => false });
  sync = openSync({ ...common, echoes: noEchoes, stopping: new AbortController().signal });
  await storage.transaction(async (tx) => {
    await tx.stores.roster.save({ userId: anna.userId });
    for (const { userId } of [clara, dora]) await tx.stores.roster.save({ userId, role: "coordinator" });
  });
  stop = async () => {
    await roomKeeper.stop();
    await encryption.close();
    await storage.close();
    await Promise.all([server.stop(), postgres.stop()]);
  };
});
afterAll(() => stop());

const state = (type: string, content: object) => ({ type: `m.room.${type}`, state_key: "", content });
const encrypted = state("encryption", { algorithm: "m.megolm.v1.aes-sha2" });
const closed = [state("history_visibility", { history_visibility: "joined" }), state("guest_access", { guest_access: "forbidden" })];

/** A room of somebody's own, with the bot invited. */
async function make(who: TestHomeserver, invite: readonly TestHomeserver[], more: { public?: true; open?: true } = {}): Promise<RoomId> {
  const { room_id: id } = await who.request<{ room_id: string }>("POST", "/v3/createRoom", null, {
    preset: more.public ? "public_chat" : "private_chat",
    invite: [bot, ...invite].map(({ userId }) => userId),
    initial_state: [...closed, ...(more.open ? [] : [encrypted])],
  });
  return roomId(id);
}
/** Lets the bot sync and look until it has made up its mind about this room; what it takes the room for. */
async function judged(room: RoomId): Promise<{ readonly kind: string; readonly safe: boolean } | undefined> {
  const before = settled.length;
  while (!settled.slice(before).includes(room)) {
    roomKeeper.after(await sync(0));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const known = await storage.transaction((tx) => tx.rooms.get(room));
  return known && { kind: known.kind, safe: known.safe };
}
const inRoom = (room: RoomId, path: string) => `/v3/rooms/${encodeURIComponent(room)}${path}`;

describe("a coordinator's own room", () => {
  test("is the coordination room where it is encrypted, closed, and only coordinators are in it", async () => {
    expect(await judged(await make(clara, [dora]))).toEqual({ kind: "coordination", safe: true });
  });

  test("is no room to speak in where it is not encrypted, and none that anybody may enter", async () => {
    expect(await judged(await make(clara, [], { open: true }))).toEqual({ kind: "unknown", safe: false });
    expect(await judged(await make(clara, [], { public: true }))).toEqual({ kind: "unknown", safe: false });
  });

  test("is none any more from the moment at which anybody may enter", async () => {
    const room = await make(clara, []);
    expect(await judged(room)).toEqual({ kind: "coordination", safe: true });
    await clara.request("PUT", inRoom(room, "/state/m.room.join_rules/"), null, { join_rule: "public" });
    expect(await judged(room)).toMatchObject({ safe: false });
  });

  test("is none with somebody else in it, or only invited", async () => {
    expect(await judged(await make(clara, [anna]))).toEqual({ kind: "unknown", safe: true });
    const room = await make(clara, []);
    expect(await judged(room)).toEqual({ kind: "coordination", safe: true });
    await clara.request("POST", inRoom(room, "/invite"), null, { user_id: stranger.userId });
    expect(await judged(room)).toEqual({ kind: "unknown", safe: true });
  });
});

test("what is said after somebody has left is said in a session of which they have no key", async () => {
  const room = await make(clara, [dora]);
  await judged(room);
  await dora.join(room);
  await judged(room);
  const session = async () => (await encryption.encrypt(room, [bot.userId, clara.userId], "m.room.message", {})).session_id;
  const before = await session();
  expect(await session()).toBe(before);
  await dora.leave(room);
  await judged(room);
  expect(await session()).not.toBe(before);
});

test("nobody is followed but a coordinator: an officer's room and a stranger's stay invitations", async () => {
  const rooms = [await make(anna, []), await make(stranger, [])];
  // what is known of this one was found out after the others were seen
  await judged(await make(clara, []));
  const membership = async (who: TestHomeserver, room: RoomId) =>
    (await who.request<{ membership: string }>("GET", inRoom(room, `/state/m.room.member/${encodeURIComponent(bot.userId)}`))).membership;
  expect(await membership(anna, rooms[0] ?? roomId("!"))).toBe("invite");
  expect(await membership(stranger, rooms[1] ?? roomId("!"))).toBe("invite");
});
