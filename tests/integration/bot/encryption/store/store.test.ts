import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { roomId as roomOf } from "#domain/primitives/ids.ts";
import { EncryptionRefused, openEncryption } from "../../../../../bot/encryption/client.ts";
import { memoryJournal } from "../../../../../bot/encryption/store/memory-journal.ts";
import { type CryptoJournal, openCryptoJournal } from "../../../../../storage/device/crypto-journal.ts";
import { LeaseLost } from "../../../../../storage/index.ts";
import { type Account, login, register } from "../../../../support/accounts.ts";
import { openOfficer } from "../../../../support/officer.ts";
import { startProxy } from "../../../../support/proxy.ts";
import { testHomeserver, testPostgres } from "../../../../support/test-servers.ts";
import { journalsIn } from "../database.ts";
import { asUser, homeserverFor, openDevice, quietLog } from "../device.ts";

let server: Awaited<ReturnType<typeof testHomeserver>>;
let postgres: Awaited<ReturnType<typeof testPostgres>>;
let database: ReturnType<typeof journalsIn>;
beforeAll(async () => {
  [server, postgres] = await Promise.all([testHomeserver(), testPostgres()]);
  database = journalsIn(postgres.ownerUrl);
});
afterAll(() => Promise.all([server.stop(), postgres.stop()]));
beforeEach(async () => {
  const { storage, close } = await database.open();
  await storage.database.query("delete from device.crypto_record");
  await storage.database.query("delete from device.crypto_meta");
  await storage.database.query("update device.crypto_generation set generation = 0");
  await close();
});

const start = (account: Account, journal = memoryJournal(), more: object = {}) =>
  openEncryption({ homeserver: homeserverFor(account), journal, deviceTrust: "owner-signed", log: quietLog, ...more });
const refusal = (start: Promise<unknown>) =>
  start.then(
    () => "opened",
    (error: unknown) => (error instanceof EncryptionRefused ? error.code : error),
  );
/** What rests; only its age goes on. */
async function kept(journal: CryptoJournal) {
  const { records, ...rest } = await journal.load();
  return { ...rest, records: records.map(({ ageMs: _, ...record }) => record) };
}
async function masterKey(account: Account): Promise<unknown> {
  const body = { device_keys: { [account.userId]: [] } };
  const answer = await homeserverFor(account).request<{ master_keys: Record<string, unknown> }>("POST", "/v3/keys/query", null, body);
  return answer.master_keys[account.userId];
}

test("a second start on the same store keeps the identity, sends it again, and reads what was said before", async () => {
  const account = await register(server.url, "kept");
  const proxy = await startProxy(server.url);
  const officer = await openOfficer(await register(server.url, "kept-officer"));
  const room = await officer.createEncryptedRoom([account.userId]);
  const first = await database.open();
  const bot = await openDevice(account, first.journal);
  await bot.join(room);
  await officer.expectMember(room, account.userId);
  const event = await bot.hear(await officer.send(room, "before the restart"));
  const read = await bot.read(event);
  expect(read).toMatchObject({ ok: true });
  const before = await bot.say(room, "first session");
  const identity = await masterKey(account);
  await bot.stop();
  await first.close();

  const second = await database.open();
  const again = await openDevice({ ...account, homeserver: proxy.url }, second.journal);
  expect(await masterKey(account)).toEqual(identity);
  const uploads = proxy.passed.filter(({ path }) => /device_signing\/upload|signatures\/upload/u.test(path));
  expect(uploads.map(({ status }) => status)).toEqual([200, 200]);
  expect(await again.encryption.decrypt(event, roomOf(room))).toEqual(read);
  const after = await again.say(room, "another session");
  expect(after.content.session_id).not.toBe(before.content.session_id);
  await officer.expectMessage(room, (message) => message.eventId === after.eventId && message.body === "another session");
  await again.stop();
  await second.close();
  await officer.stop();
  await proxy.stop();
});

test("what rests names neither members nor rooms nor the device's keys", async () => {
  const account = await register(server.url, "sealed");
  const opened = await database.open();
  const bot = await openDevice(account, opened.journal);
  const room = "!canary-room:liaison.localhost";
  await bot.encryption.encrypt(roomOf(room), [bot.userId], "m.room.message", { body: "canary body" });
  const rows = await opened.storage.database.query("select * from device.crypto_record, device.crypto_meta");
  expect(rows.length).toBeGreaterThan(5);
  const dump = rows
    .flatMap((row) => Object.values(row))
    .map((value) => (Buffer.isBuffer(value) ? value.toString("latin1") : String(value)));
  for (const canary of [account.userId, room, "canary", account.deviceId, "pickle", "inbound_group_sessions"])
    expect(
      dump.some((text) => text.includes(canary) || text.includes(Buffer.from(canary).toString("base64").replace(/=+$/u, "").slice(0, -1))),
    ).toBe(false);
  await bot.stop();
  await opened.close();
});

test("a process that lost the lease writes nothing and encrypts nothing", async () => {
  const account = await register(server.url, "fenced");
  const opened = await database.open();
  const bot = await openDevice(account, opened.journal);
  const room = roomOf("!r:liaison.localhost");
  await bot.encryption.encrypt(room, [bot.userId], "m.room.message", { body: "mine" });
  const next = await database.open();
  const state = () => next.storage.database.query("select store_key, value from device.crypto_record order by store_key");
  const before = await state();
  const reasons: Error[] = [];
  bot.encryption.onPoisoned((why) => reasons.push(why));
  await expect(bot.encryption.encrypt(room, [bot.userId], "m.room.message", { body: "no longer mine" })).rejects.toThrow(LeaseLost);
  await expect(bot.encryption.rotate(room)).rejects.toThrow(LeaseLost);
  expect(reasons).toEqual([new LeaseLost()]);
  expect(await state()).toEqual(before);
  await bot.stop();
  await opened.close();
  await next.close();
});

test("two holders of the same epoch cannot both write", async () => {
  const opened = await database.open();
  const [one, other] = [openCryptoJournal(opened.storage.database), openCryptoJournal(opened.storage.database)];
  await Promise.all([one.load(), other.load()]);
  await one.write({ drop: [], put: [{ store: "s", key: Buffer.from("k"), value: Buffer.from("one") }], remove: [] });
  await expect(other.write({ drop: ["s"], put: [], remove: [] })).rejects.toThrow(LeaseLost);
  const { records, generation } = await other.load();
  expect({ generation, values: records.map((record) => String(record.value)) }).toEqual({ generation: 1, values: ["one"] });
  await opened.close();
});

test("one write drops, removes, puts and puts again", async () => {
  const opened = await database.open();
  const { journal } = opened;
  await journal.load();
  const row = (store: string, key: string, value: string) => ({ store, key: Buffer.from(key), value: Buffer.from(value) });
  const first = [row("s", "1", "a"), row("s", "2", "b"), row("t", "1", "c"), row("t", "2", "d")];
  await journal.write({ drop: [], put: first, remove: [], about: Buffer.from("about") });
  await journal.write({ drop: ["s"], put: [row("s", "2", "B"), row("t", "3", "e")], remove: [{ store: "t", key: Buffer.from("1") }] });
  const { records, about } = await journal.load();
  const found = records.map(({ store, key, value }) => [store, String(key), String(value)].join(" ")).sort();
  expect({ found, about: String(about) }).toEqual({ found: ["s 2 B", "t 2 d", "t 3 e"], about: "about" });
  await opened.close();
});

test("a store that was rolled back behind the data folder's copy is refused", async () => {
  const account = await register(server.url, "rolled");
  const generationFile = join(mkdtempSync(join(tmpdir(), "liaison-generation-")), "generation.json");
  const old = memoryJournal();
  await (await start(account, old, { generationFile })).close();
  const { about, generation, records } = await old.load();
  const current = await start(account, old, { generationFile });
  await current.encrypt(roomOf("!r:x"), [asUser(account.userId)], "m.room.message", {});
  await current.close();
  const restored = memoryJournal();
  await restored.write({ drop: [], put: records, remove: [], ...(about && { about }) });
  for (let at = 1; at < generation; at++) await restored.write({ drop: [], put: [], remove: [] });
  expect(await refusal(start(account, restored, { generationFile }))).toBe("rolled-back");
  // another device's counter says nothing, an unreadable file neither
  writeFileSync(generationFile, readFileSync(generationFile, "utf8").replace(account.deviceId, "OTHER"));
  await (await start(account, restored, { generationFile })).close();
});

test("another device's store is refused and stays as it was; so is an empty store of a device that has keys", async () => {
  const account = await register(server.url, "foreign");
  const journal = memoryJournal();
  await (await start(account, journal)).close();
  const before = await kept(journal);
  const other = await login(server.url, account.userId, account.password);
  expect(await refusal(start(other, journal))).toBe("foreign-device");
  expect(await kept(journal)).toEqual(before);
  const empty = memoryJournal();
  expect(await refusal(start(account, empty))).toBe("device-keys-lost");
  expect((await empty.load()).generation).toBe(0);
});

test("an identity that only the server has is taken up with its recovery key and not without", async () => {
  const account = await register(server.url, "taken");
  const shown: string[] = [];
  await (await start(account, memoryJournal(), { showRecoveryKey: (key: string) => shown.push(key) })).close();
  const identity = await masterKey(account);
  expect(shown).toHaveLength(1);
  const [recoveryKey] = shown;
  const device = await login(server.url, account.userId, account.password);
  const journal = memoryJournal();
  expect(await refusal(start(device, journal))).toBe("identity-elsewhere");
  expect(await refusal(start(device, journal, { recoveryKey: "EsTL 1234" }))).toBe("wrong-recovery-key");
  const again: string[] = [];
  await (await start(device, journal, { recoveryKey, showRecoveryKey: (key: string) => again.push(key) })).close();
  expect(await masterKey(account)).toEqual(identity);
  expect(again).toEqual([]);
  await (await start(device, journal)).close();
});

test("another identity on the server is refused, at the start and while running", async () => {
  const account = await register(server.url, "replaced");
  const journal = memoryJournal();
  const bot = await openDevice(account, journal);
  const intruder = await openOfficer(await login(server.url, account.userId, account.password));
  await expect(bot.encryption.track([bot.userId])).rejects.toMatchObject({ code: "identity-differs" });
  await bot.stop();
  const before = await kept(journal);
  expect(await refusal(start(account, journal))).toBe("identity-differs");
  expect(await kept(journal)).toEqual(before);
  await intruder.stop();
});
