import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import { parseIndicator } from "#domain/indicators/indicator.ts";
import { type CaseId, eventId, type RoomId, roomId, type UserId } from "#domain/primitives/ids.ts";
import { startRedactions } from "../../../../bot/outbox/redactions.ts";
import { openLog } from "../../../../bot/runtime/log.ts";
import type { Transaction } from "../../../../storage/index.ts";
import { type OpenStorage, openStorage } from "../../../../storage/open.ts";
import { register } from "../../../support/accounts.ts";
import { type RecordingProxy, startProxy } from "../../../support/proxy.ts";
import { testHomeserver, testPostgres } from "../../../support/test-servers.ts";
import { until } from "../../../support/waiting.ts";
import { homeserverFor, type TestHomeserver } from "../encryption/device.ts";

let server: Awaited<ReturnType<typeof testHomeserver>>;
let postgres: Awaited<ReturnType<typeof testPostgres>>;
let proxy: RecordingProxy;
let storage: OpenStorage;
let bot: TestHomeserver;
let sender: ReturnType<typeof startRedactions> | undefined;
let count = 0;
const run = <T>(act: (tx: Transaction) => Promise<T>): Promise<T> => storage.transaction(act);

beforeAll(async () => {
  [server, postgres] = await Promise.all([testHomeserver(), testPostgres()]);
  proxy = await startProxy(server.url);
  storage = await openStorage({ ownerUrl: postgres.ownerUrl, masterKey: randomBytes(32), graceMs: 0, lease: { how: "at-once" } });
  bot = homeserverFor({ ...(await register(server.url, "liaison")), homeserver: proxy.url });
});
afterEach(async () => {
  await sender?.stop();
  proxy.rule = () => "pass";
});
afterAll(async () => {
  await storage.close();
  await proxy.stop();
  await Promise.all([server.stop(), postgres.stop()]);
});
const start = (): void => {
  sender = startRedactions({ homeserver: bot, storage, log: openLog("silent"), fatal: () => false });
};

/** A case whose only record is shown by one event in its room. */
async function shown(): Promise<{ readonly of: CaseId; readonly room: RoomId; readonly event: string; readonly lead: UserId }> {
  const { room_id: room } = await bot.request<{ room_id: string }>("POST", "/v3/createRoom", null, { room_version: "12" });
  const path = `/v3/rooms/${encodeURIComponent(room)}/send/m.room.encrypted/${++count}`;
  const { event_id: event } = await bot.request<{ event_id: string }>("PUT", path, null, { ciphertext: "it shows the value" });
  const read = parseIndicator("203.0.113.7");
  if (!read.ok) throw new Error("no address");
  const lead = bot.userId;
  const of = await run(async (tx) => {
    const { id } = await tx.stores.cases.open({ title: `Case ${count}`, lead, codes: caseDefaults, by: lead, now: new Date() });
    await tx.rooms.save({ roomId: roomId(room), kind: "case", case: id, safe: true });
    const logged = await tx.stores.indicators.log(id, [read.value], { codes: caseDefaults, tags: [] }, { by: lead, now: new Date() });
    const notice = { type: "indicators-logged", codes: caseDefaults, logged, refused: [] } as const;
    await tx.outbox.answer({ room: roomId(room), about: id, notice }, new Date());
    const [item] = await tx.outbox.waiting(1);
    if (item === undefined) throw new Error("nothing waits");
    await tx.outbox.sent(item.id, eventId(event), new Date(), { room: roomId(room), notice, about: id });
    return id;
  });
  return { of, room: roomId(room), event, lead };
}
const spill = ({ of, lead }: { readonly of: CaseId; readonly lead: UserId }) =>
  run((tx) => tx.stores.lifecycle.spill(of, { refs: ["IOC-1"], by: lead, lead: true, now: new Date() }));
const pending = async () => (await run((tx) => tx.redactions.pending(10))).length;
const nothingPending = () => until(async () => (await pending()) === 0 || undefined, "nothing pending any more");

interface Event {
  readonly type: string;
  readonly content: Readonly<Record<string, unknown>>;
}
/** Redactions in a room, as its homeserver tells them. */
async function redactionsIn(room: RoomId): Promise<readonly Event["content"][]> {
  const { chunk } = await bot.request<{ chunk: readonly Event[] }>("GET", `/v3/rooms/${encodeURIComponent(room)}/messages`, {
    dir: "b",
    limit: "50",
  });
  return chunk.filter(({ type }) => type === "m.room.redaction").map(({ content }) => content);
}
const redacts = () => proxy.passed.filter(({ path }) => path.includes("/redact/"));

test("what shows a record stays until it is spilled, and then goes, without a word", async () => {
  const there = await shown();
  start();
  expect(await redactionsIn(there.room)).toEqual([]);
  await spill(there);
  await nothingPending();
  expect(await redactionsIn(there.room)).toEqual([{ redacts: there.event }]);
  const path = `/v3/rooms/${encodeURIComponent(there.room)}/event/${encodeURIComponent(there.event)}`;
  expect(await bot.request("GET", path)).toMatchObject({ content: {} });
  expect(redacts().map(({ body }) => body)).toEqual(["{}"]);
});

test("what was redacted and not written down is not redacted again, whatever the homeserver has forgotten", async () => {
  const there = await shown();
  await spill(there);
  proxy.rule = (_method, path) => (path.includes("/redact/") ? "drop" : "pass");
  start();
  await until(async () => (await redactionsIn(there.room)).length > 0 || undefined, "the redaction");
  await sender?.stop();
  expect(await pending()).toBe(1);
  // were it asked for once more, then by a transaction that the homeserver does not know
  proxy.rule = (_method, path) => (path.includes("/redact/") ? { status: 500, body: {} } : "pass");
  start();
  await nothingPending();
  expect(await redactionsIn(there.room)).toHaveLength(1);
});

test("what the homeserver refuses for good is set aside and the others go", async () => {
  const [refused, other] = [await shown(), await shown()];
  await spill(refused);
  await spill(other);
  proxy.rule = (_method, path) =>
    path.includes(`${encodeURIComponent(refused.room)}/redact/`) ? { status: 403, body: { errcode: "M_FORBIDDEN", error: "no" } } : "pass";
  start();
  await nothingPending();
  expect(await redactionsIn(refused.room)).toEqual([]);
  expect(await redactionsIn(other.room)).toHaveLength(1);
  expect(await run((tx) => tx.stores.health.read())).toMatchObject({ parked: 1 });
});

test("a homeserver that asks to wait is waited for, and the redaction comes in the end", async () => {
  const there = await shown();
  await spill(there);
  let refusals = 0;
  proxy.rule = (_method, path) =>
    path.includes("/redact/") && ++refusals === 1
      ? { status: 429, body: { errcode: "M_LIMIT_EXCEEDED", error: "slow", retry_after_ms: 50 } }
      : "pass";
  start();
  await nothingPending();
  expect(await redactionsIn(there.room)).toHaveLength(1);
  expect(refusals).toBe(2);
});
