import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type RoomId, roomId } from "#domain/primitives/ids.ts";
import { openHomeserver, type SendingHomeserver } from "../../../../bot/matrix/homeserver.ts";
import { assess } from "../../../../bot/rooms/assess.ts";
import { openLog } from "../../../../bot/runtime/log.ts";
import { openSync } from "../../../../bot/sync/sync.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { noEchoes } from "../../../support/echoes.ts";
import { type FakeHomeserver, fakeHomeserver } from "../../../support/fake-homeserver/server.ts";
import { onPostgres } from "../../storage/fresh.ts";
import { asUser } from "../encryption/device.ts";
import { tight } from "../gate/hostile.ts";

const postgres = onPostgres();
let server: FakeHomeserver;
let storage: OpenStorage;
let homeserver: SendingHomeserver;
let sync: ReturnType<typeof openSync>;
let room: RoomId;
beforeAll(async () => {
  server = await fakeHomeserver();
});
afterAll(() => server?.stop());

/** The bot in a room of clara's, who coordinates, one sync behind it. */
beforeEach(async () => {
  storage = await postgres.open();
  server.holdUp(async () => {});
  const bot = server.login("liaison", "BOT");
  const clara = server.login("clara", "PHONE");
  homeserver = openHomeserver({ homeserver: server.url, ...bot, userId: asUser(bot.userId) });
  sync = openSync({
    homeserver,
    storage,
    encryption: { receive: async () => {} },
    echoes: noEchoes,
    log: openLog("silent"),
    now: () => new Date(),
    stopping: new AbortController().signal,
  });
  await storage.transaction((tx) => tx.stores.roster.save({ userId: asUser(clara.userId), role: "coordinator" }));
  room = roomId(String((await server.ask(clara, "POST", ["createRoom"], { initial_state: tight })).room_id));
  server.force(room, bot.userId);
  await sync(0);
});
const kept = async () => storage.transaction((tx) => tx.rooms.get(room));
const open = { join_rule: "public" };

test("a room is safe as it was read", async () => {
  expect(await assess(homeserver, storage, room)).toMatchObject({ kind: "coordination", safe: true });
});

test("what sync commits between the reading of a room and the note that it is safe is not overwritten, and is read", async () => {
  let reads = 0;
  server.holdUp(async ({ path }) => {
    if (path[1] !== room || path[2] !== "state" || reads++ > 0) return;
    // the answer is made already; it arrives after this was committed
    server.setState(room, "@clara:hostile.example", "m.room.join_rules", open);
    await sync(0);
  });
  expect(await assess(homeserver, storage, room)).toMatchObject({ kind: "unknown", safe: false, ails: ["open"] });
  expect(await kept()).toMatchObject({ safe: false, ails: ["open"] });
  expect(reads).toBe(2);
  expect(await storage.transaction((tx) => tx.rooms.place(room))).toEqual({ where: "nowhere" });
});

test("a change that is taken back while the room is read leaves it safe", async () => {
  let reads = 0;
  server.holdUp(async ({ path }) => {
    if (path[1] !== room || path[2] !== "state" || reads++ > 0) return;
    server.setState(room, "@clara:hostile.example", "m.room.join_rules", open);
    server.setState(room, "@clara:hostile.example", "m.room.join_rules", { join_rule: "invite" });
    await sync(0);
  });
  expect(await assess(homeserver, storage, room)).toMatchObject({ kind: "coordination", safe: true });
  expect(reads).toBe(2);
});

test("a room that was replaced by another stays closed, although its state says nothing of it any more", async () => {
  await assess(homeserver, storage, room);
  const event = { type: "m.room.tombstone", sender: "@clara:hostile.example", state_key: "", content: { replacement_room: "!new" } };
  server.inject(room, event, homeserver.userId);
  await sync(0);
  expect(await kept()).toMatchObject({ safe: false });
  for (const _again of [1, 2]) expect(await assess(homeserver, storage, room)).toMatchObject({ safe: false, ails: ["tombstoned"] });
  expect(await storage.transaction((tx) => tx.rooms.place(room))).toEqual({ where: "nowhere" });
});
