import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import { eventId, type RoomId, roomId, type UserId } from "#domain/primitives/ids.ts";
import { type Encryption, MachineDied, openEncryption } from "../../../../bot/encryption/client.ts";
import { memoryJournal } from "../../../../bot/encryption/store/memory-journal.ts";
import type { EncryptedContent, SendingHomeserver } from "../../../../bot/matrix/homeserver.ts";
import { type OutboxSender, startOutbox } from "../../../../bot/outbox/outbox.ts";
import { isFatal } from "../../../../bot/runtime/fatal.ts";
import { keyedQueue } from "../../../../bot/runtime/keyed-queue.ts";
import { openLog } from "../../../../bot/runtime/log.ts";
import type { Transaction } from "../../../../storage/index.ts";
import { type OpenStorage, openStorage } from "../../../../storage/open.ts";
import { decodeJson } from "../../../../storage/sealing/json.ts";
import { register } from "../../../support/accounts.ts";
import { noEchoes } from "../../../support/echoes.ts";
import { type Officer, openOfficer } from "../../../support/officer.ts";
import { type RecordingProxy, startProxy } from "../../../support/proxy.ts";
import { testHomeserver, testPostgres } from "../../../support/test-servers.ts";
import { until } from "../../../support/waiting.ts";
import { asUser, homeserverFor, quietLog } from "../encryption/device.ts";

let server: Awaited<ReturnType<typeof testHomeserver>>;
let postgres: Awaited<ReturnType<typeof testPostgres>>;
let proxy: RecordingProxy;
let storage: OpenStorage;
let bot: SendingHomeserver;
let encryption: Encryption;
let outbox: OutboxSender;
let officer: Officer;
const run = <T>(act: (tx: Transaction) => Promise<T>): Promise<T> => storage.transaction(act);

beforeAll(async () => {
  [server, postgres] = await Promise.all([testHomeserver(), testPostgres()]);
  proxy = await startProxy(server.url);
  storage = await openStorage({ ownerUrl: postgres.ownerUrl, masterKey: randomBytes(32), graceMs: 0, lease: { how: "at-once" } });
  bot = homeserverFor({ ...(await register(server.url, "liaison")), homeserver: proxy.url });
  officer = await openOfficer(await register(server.url, "anna"));
  await keysOf(officer);
  encryption = await openEncryption({ homeserver: bot, journal: memoryJournal(), deviceTrust: "owner-signed", log: quietLog });
  start();
});
afterAll(async () => {
  await outbox.stop();
  await encryption.close();
  await officer.stop();
  await storage.close();
  await proxy.stop();
  await Promise.all([server.stop(), postgres.stop()]);
});
/** Resolves when a key can be sent to this officer: their client uploads what that takes after its start. */
async function keysOf({ account }: Officer): Promise<void> {
  for (;;) {
    const { one_time_key_counts: counts } = await homeserverFor(account).request<{ one_time_key_counts: Record<string, number> }>(
      "POST",
      "/v3/keys/upload",
      null,
      {},
    );
    if ((counts.signed_curve25519 ?? 0) > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
function start(machine: Encryption = encryption, fatal: (fault: unknown) => boolean = () => false): void {
  outbox = startOutbox({
    echoes: noEchoes,
    homeserver: bot,
    storage,
    encryption: machine,
    log: openLog("silent"),
    now: () => new Date(),
    rooms: keyedQueue(),
    fatal,
  });
}

/** A coordination room with the officer and, as far as the bot knows, others. */
async function meeting(others: readonly UserId[]): Promise<RoomId> {
  const room = roomId(await officer.createEncryptedRoom([bot.userId]));
  await bot.join(room);
  await officer.expectMember(room, bot.userId);
  const people = [asUser(officer.userId), ...others];
  await run(async (tx) => {
    for (const userId of people) await tx.stores.roster.save({ userId, role: "coordinator" });
    await tx.rooms.save({ roomId: room, kind: "coordination", safe: true });
    const members = [bot.userId, ...people].map((userId) => ({ userId, membership: "join" }));
    await tx.rooms.setMembers(room, members, new Date());
  });
  return room;
}
const write = (tx: Transaction, room: RoomId, version: string) =>
  tx.outbox.answer({ room, notice: { type: "version", version } }, new Date());
/** Says something in the room and waits until the officer could read it. */
async function say(room: RoomId, version: string): Promise<void> {
  await run((tx) => write(tx, room, version));
  outbox.wake();
  await officer.expectMessage(room, (message) => message.body === `Liaison ${version}`);
}
const bodies = (room: RoomId) => officer.heardIn(room).map((message) => message.body);

test("who was in the room when it was told something is in the audit, and what was told is not", async () => {
  const room = await meeting([]);
  await say(room, "canary-version");
  const said = (await officer.expectMessage(room, ({ body }) => body === "Liaison canary-version")).eventId;
  expect(await entryOf("post", said)).toMatchObject({ room, notice: "version", heard: [officer.userId], countries: [] });
});
test("what the gate keeps back is in the audit: which notice, from which room, because of whom", async () => {
  const room = await meeting([]);
  const notice = { type: "indicators-logged", codes: caseDefaults, logged: [], refused: [] } as const;
  await run((tx) => tx.outbox.answer({ room, notice }, new Date()));
  outbox.wake();
  const said = await officer.expectMessage(room, ({ body }) => body.startsWith("Not shown here"));
  expect(await entryOf("post", said.eventId)).toMatchObject({ notice: "not-shown" });
  expect(await entryOf("gate")).toEqual({ room, notice: "indicators-logged", because: officer.userId, label: "TLP:AMBER" });
});
/** What the newest entry of this action says, about this event if one is named. */
async function entryOf(action: string, event: string | null = null): Promise<unknown> {
  const select = `select id, content from liaison.audit_entry join liaison.audit_content on entry_id = id
    where action = $1 and ($2::text is null or event_id = $2) order by id desc limit 1`;
  const found = () => storage.database.query<{ id: string; content: Buffer }>(select, [action, event]);
  const { id, content } = await until(async () => (await found())[0], `the entry of ${action}`);
  const cell = { table: "liaison.audit_entry", column: "content", row: id };
  return decodeJson(storage.database.coordination.open(cell, content).toString());
}

test("a server that does not answer keeps its people from the key and nobody else, and is named once while that lasts", async () => {
  // the test homeserver speaks to no other: for it, this one is dead
  const ghosts = [asUser("@ghost:dead.invalid"), asUser("@shade:dead.invalid")];
  const told =
    "@ghost:dead.invalid, @shade:dead.invalid cannot read what is said here for now: the homeserver does not answer when asked for keys.";
  const room = await meeting(ghosts);
  await say(room, "1");
  await officer.expectMessage(room, (message) => message.body === told);
  await say(room, "2");
  // a new process says no more of it than the old one
  await outbox.stop();
  start();
  await encryption.rotate(room);
  await say(room, "3");
  await say(room, "4");
  expect(bodies(room)).toEqual(["Liaison 1", told, "Liaison 2", "Liaison 3", "Liaison 4"]);
  expect(encryption.unreached(room).toSorted()).toEqual(ghosts);

  // it answers, with nothing: no more is in the way than that they have no device
  proxy.rule = (_method, path) => (path.endsWith("/keys/query") ? { status: 200, body: { device_keys: {}, failures: {} } } : "pass");
  await encryption.track(ghosts);
  proxy.rule = () => "pass";
  await say(room, "5");
  expect(encryption.unreached(room)).toEqual([]);
  await encryption.track(ghosts);
  await say(room, "6");
  await until(() => bodies(room).filter((body) => body === told).length === 2 || undefined, "the sentence again");
  await say(room, "7");
  expect(bodies(room).slice(5)).toEqual(["Liaison 5", "Liaison 6", told, "Liaison 7"]);
});

test("somebody whose devices were given the key is not named when their server falls silent", async () => {
  const room = await meeting([]);
  await say(room, "1");
  proxy.rule = (_method, path) =>
    path.endsWith("/keys/query") ? { status: 200, body: { device_keys: {}, failures: { [server.serverName]: {} } } } : "pass";
  await encryption.track([asUser(officer.userId)]);
  proxy.rule = () => "pass";
  await say(room, "2");
  await say(room, "3");
  expect(bodies(room)).toEqual(["Liaison 1", "Liaison 2", "Liaison 3"]);
});

test("what waits for one room does not stand before what is said in others, however much it is", async () => {
  const [held, free] = [await meeting([]), await meeting([])];
  await run((tx) => tx.rooms.save({ roomId: held, kind: "coordination", safe: false }));
  await run(async (tx) => {
    for (let at = 0; at < 501; at++) await write(tx, held, `${at}`);
  });
  await say(free, "goes on");
  expect(bodies(held)).toEqual([]);
});

test("a message that leaves later leaves when its time has come, though nothing else happens", async () => {
  const room = await meeting([]);
  await say(room, "before");
  await outbox.stop();
  await run((tx) => write(tx, room, "on its tick"));
  const due = new Date(Date.now() + 3_000);
  await storage.database.query("update liaison.outbox set due_at = $1 where sent_at is null", [due]);
  start();
  outbox.wake();
  await officer.expectMessage(room, ({ body }) => body === "Liaison on its tick", "the message", 20_000);
  expect(Date.now()).toBeGreaterThanOrEqual(due.getTime());
});

test("a message of which the machine dies is set aside after three deaths, and nobody else's is", async () => {
  const [one, other] = [await meeting([]), await meeting([])];
  await outbox.stop();
  await run(async (tx) => {
    const notice = { type: "version", version: "deadly" } as const;
    await tx.outbox.answer({ room: one, notice, origin: { event: eventId("$asked"), root: "none" } }, new Date());
    await write(tx, one, "behind it");
    await write(tx, other, "beside it");
  });
  let dead = false;
  let deaths = 0;
  // dies as wasm does: whatever is asked of it at that moment and after it rejects
  const failing: Encryption = {
    ...encryption,
    async encrypt(room, members, type, content) {
      const deadly = JSON.stringify(content).includes("deadly");
      if (deadly) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        dead = true;
        deaths++;
      }
      const encrypted = deadly ? ({} as EncryptedContent) : await encryption.encrypt(room, members, type, content);
      if (dead) throw new MachineDied();
      return encrypted;
    },
  };
  const heard = () => [bodies(one), bodies(other)];
  while (heard().flat().length < 3 && deaths < 5) {
    dead = false;
    const ended = Promise.withResolvers<void>();
    start(failing, (fault) => {
      if (isFatal(fault)) ended.resolve();
      return isFatal(fault);
    });
    outbox.wake();
    await Promise.race([ended.promise, until(() => heard().flat().length === 3 || undefined, "the others")]);
    await outbox.stop();
  }
  expect(deaths).toBe(3);
  expect(heard()).toEqual([["Liaison behind it", expect.stringContaining("Reference $asked")], ["Liaison beside it"]]);
  start();
});
