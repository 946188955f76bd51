import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RoomId, roomId } from "#domain/primitives/ids.ts";
import { type Encryption, openEncryption } from "../../../../bot/encryption/client.ts";
import { memoryJournal } from "../../../../bot/encryption/store/memory-journal.ts";
import { objects } from "../../../../bot/matrix/sync-response.ts";
import { type OutboxSender, startOutbox } from "../../../../bot/outbox/outbox.ts";
import { keyedQueue } from "../../../../bot/runtime/keyed-queue.ts";
import { openLog } from "../../../../bot/runtime/log.ts";
import { type OpenStorage, openStorage } from "../../../../storage/open.ts";
import { register } from "../../../support/accounts.ts";
import { noEchoes } from "../../../support/echoes.ts";
import { type RecordingProxy, sendsOf, startProxy } from "../../../support/proxy.ts";
import { testHomeserver, testPostgres } from "../../../support/test-servers.ts";
import { until } from "../../../support/waiting.ts";
import { homeserverFor, quietLog, type TestHomeserver } from "../encryption/device.ts";

let stop: () => Promise<void>;
let proxy: RecordingProxy;
let storage: OpenStorage;
let bot: TestHomeserver;
let clara: TestHomeserver;
let encryption: Encryption;
let outbox: OutboxSender;

beforeAll(async () => {
  const [server, postgres] = await Promise.all([testHomeserver(), testPostgres()]);
  proxy = await startProxy(server.url);
  storage = await openStorage({ ownerUrl: postgres.ownerUrl, masterKey: randomBytes(32), graceMs: 0, lease: { how: "at-once" } });
  bot = homeserverFor({ ...(await register(server.url, "liaison")), homeserver: proxy.url });
  clara = homeserverFor(await register(server.url, "clara"));
  encryption = await openEncryption({ homeserver: bot, journal: memoryJournal(), deviceTrust: "owner-signed", log: quietLog });
  await storage.transaction((tx) => tx.stores.roster.save({ userId: clara.userId, role: "coordinator" }));
  start();
  stop = async () => {
    await outbox.stop();
    await encryption.close();
    await storage.close();
    await proxy.stop();
    await Promise.all([server.stop(), postgres.stop()]);
  };
});
afterAll(() => stop());

function start(): void {
  const common = { homeserver: bot, storage, encryption, log: openLog("silent"), now: () => new Date() };
  outbox = startOutbox({ ...common, echoes: noEchoes, rooms: keyedQueue(), fatal: () => false });
}
/** A coordination room of clara's. */
async function meeting(): Promise<RoomId> {
  const { room_id: id } = await clara.request<{ room_id: string }>("POST", "/v3/createRoom", null, { invite: [bot.userId] });
  const room = roomId(id);
  await bot.join(room);
  await storage.transaction(async (tx) => {
    await tx.rooms.save({ roomId: room, kind: "coordination", safe: true });
    await tx.rooms.setMembers(
      room,
      [bot, clara].map(({ userId }) => ({ userId, membership: "join" })),
      new Date(),
    );
  });
  return room;
}
/** Has something said; the homeserver takes the first messages, so many, and its answers are lost. */
async function say(room: RoomId, lost: number): Promise<void> {
  let count = 0;
  proxy.rule = (method, path) => (method === "PUT" && path.includes("/send/m.room.encrypted/") && count++ < lost ? "drop" : "pass");
  await storage.transaction((tx) => tx.outbox.answer({ room, notice: { type: "version", version: "1" } }, new Date()));
  outbox.wake();
}
const waiting = () => storage.transaction((tx) => tx.outbox.waiting(10));
const said = () => until(async () => ((await waiting()).length === 0 ? true : undefined), "the end of all messages");
const attempts = (room: RoomId) => sendsOf(proxy.passed).filter((send) => send.room === room).length;
const heard = async (room: RoomId) =>
  objects((await clara.messages(room, { limit: 100 })).chunk).filter(({ type }) => type === "m.room.encrypted").length;

test("a message whose answer was lost goes again as the same one, and stands in the room once", async () => {
  const room = await meeting();
  await say(room, 2);
  await said();
  expect([attempts(room), await heard(room)]).toEqual([3, 1]);
});

test("a message that may have gone out long ago is looked for in the room, and does not go again", async () => {
  const room = await meeting();
  await say(room, Number.POSITIVE_INFINITY);
  await until(() => attempts(room) || undefined, "the first attempt");
  await outbox.stop();
  const before = attempts(room);
  await storage.database.query("update liaison.outbox set created_at = created_at - interval '21 hours' where sent_at is null");
  proxy.rule = () => "pass";
  start();
  outbox.wake();
  await said();
  expect([attempts(room), await heard(room)]).toEqual([before, 1]);
});

test("while the homeserver limits our rate, what rings goes before the answers of other rooms, and each room keeps its order", async () => {
  const [one, two, alarmed] = [await meeting(), await meeting(), await meeting()];
  proxy.rule = (_method, path) =>
    path.includes("/send/m.room.encrypted/") ? { status: 429, body: { errcode: "M_LIMIT_EXCEEDED", retry_after_ms: 300 } } : "pass";
  const write = (room: RoomId, version: string, rings = false) =>
    storage.transaction(async (tx) => {
      await tx.outbox.answer({ room, notice: { type: "version", version } }, new Date());
      const id = (await tx.outbox.waiting(1_000)).at(-1)?.id ?? "";
      if (rings) await tx.outbox.amend(id, { notice: { type: "version", version }, mentions: [clara.userId] });
      return id;
    });
  const answers: string[] = [];
  for (const at of [1, 2, 3, 4]) for (const room of [one, two]) answers.push(await write(room, `${at}`));
  await until(() => (proxy.treated.get("429") ?? 0) >= 2 || undefined, "the limit");
  const call = await write(alarmed, "alarm", true);
  await until(() => proxy.passed.some(({ path }) => path.includes(call)) || undefined, "its first try");
  const before = proxy.passed.length;
  proxy.rule = () => "pass";
  await said();
  const order = sendsOf(proxy.passed.slice(before)).map(({ txnId }) => txnId);
  // one may have been under way
  expect(order.indexOf(call)).toBeLessThanOrEqual(1);
  const ofOne = answers.filter((_, at) => at % 2 === 0);
  expect(order.filter((id) => ofOne.includes(id))).toEqual(ofOne);
});
