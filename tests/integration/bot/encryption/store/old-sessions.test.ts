import { afterAll, beforeAll, expect, test } from "vitest";
import { roomId as roomOf } from "#domain/primitives/ids.ts";
import { register } from "../../../../support/accounts.ts";
import { openOfficer } from "../../../../support/officer.ts";
import { testHomeserver, testPostgres } from "../../../../support/test-servers.ts";
import { journalsIn } from "../database.ts";
import { asUser, openDevice } from "../device.ts";

let server: Awaited<ReturnType<typeof testHomeserver>>;
let postgres: Awaited<ReturnType<typeof testPostgres>>;
let database: ReturnType<typeof journalsIn>;
beforeAll(async () => {
  [server, postgres] = await Promise.all([testHomeserver(), testPostgres()]);
  database = journalsIn(postgres.ownerUrl);
});
afterAll(() => Promise.all([server.stop(), postgres.stop()]));

test("after 37 days a start forgets the sessions of others, and nothing else", async () => {
  const account = await register(server.url, "aged");
  const officer = await openOfficer(await register(server.url, "aged-officer"));
  const room = await officer.createEncryptedRoom([account.userId]);
  const first = await database.open();
  const bot = await openDevice(account, first.journal);
  await bot.join(room);
  await officer.expectMember(room, account.userId);
  const inbound = first.storage.database.keyed("crypto-store", "matrix-sdk-crypto/inbound_group_sessions3");
  const sessions = async () =>
    (
      await first.storage.database.query<{ key: string }>(
        "select encode(store_key, 'hex') as key from device.crypto_record where object_store = $1",
        [inbound],
      )
    ).map(({ key }) => key);
  const before = await bot.hear(await officer.send(room, "in the old session"));
  const read = await bot.read(before);
  expect(read).toMatchObject({ ok: true, content: { body: "in the old session" } });
  const old = await sessions();
  await officer.client.getCrypto()?.forceDiscardSession(room);
  const later = await bot.hear(await officer.send(room, "in the young session"));
  expect(await bot.read(later)).toMatchObject({ ok: true });
  expect(later.content.session_id).not.toBe(before.content.session_id);
  const words = await bot.encryption.fingerprint(asUser(account.userId));
  await bot.stop();
  const young = (await sessions()).filter((key) => !old.includes(key));
  expect([old.length > 0, young.length > 0]).toEqual([true, true]);
  await first.storage.database.query("update device.crypto_record set written_at = now() - interval '1 year'");
  const age = (age: string, keys: readonly string[]) =>
    first.storage.database.query(
      "update device.crypto_record set written_at = now() - $1::interval where encode(store_key, 'hex') = any($2)",
      [age, keys],
    );
  await age("37 days 1 minute", old);
  await age("36 days 23 hours", young);
  await first.close();

  const second = await database.open();
  const again = await openDevice(account, second.journal);
  expect(await again.encryption.decrypt(before, roomOf(room))).toMatchObject({ ok: false, why: "missing-key" });
  expect(await again.encryption.decrypt(later, roomOf(room))).toMatchObject({ ok: true, content: { body: "in the young session" } });
  const left = await second.storage.database.query<{ key: string }>(
    "select encode(store_key, 'hex') as key from device.crypto_record where object_store = $1",
    [inbound],
  );
  expect(left.map(({ key }) => key).filter((key) => old.includes(key))).toEqual([]);
  expect(left.map(({ key }) => key)).toEqual(expect.arrayContaining(young));
  // identity and devices are there, however old
  expect(await again.encryption.fingerprint(asUser(account.userId))).toEqual(words);
  const said = await again.say(room, "still here");
  await officer.expectMessage(room, (message) => message.eventId === said.eventId && message.body === "still here");
  await again.stop();
  await second.close();
  await officer.stop();
});
