import { afterAll, beforeAll, expect, test } from "vitest";
import { memoryJournal } from "../../../../../bot/encryption/store/memory-journal.ts";
import { login, register } from "../../../../support/accounts.ts";
import { openOfficer } from "../../../../support/officer.ts";
import { testHomeserver } from "../../../../support/test-servers.ts";
import { until } from "../../../../support/waiting.ts";
import { asUser, openDevice } from "../device.ts";

let server: Awaited<ReturnType<typeof testHomeserver>>;
beforeAll(async () => {
  server = await testHomeserver();
});
afterAll(() => server.stop());

test("an approved identity reads and commands again; another one than was approved does not", async () => {
  const account = await register(server.url, "emil");
  const emil = asUser(account.userId);
  const officer = await openOfficer(account);
  const bot = await openDevice(await register(server.url, "bot"), memoryJournal());
  const room = await officer.createEncryptedRoom([bot.userId]);
  await bot.join(room);
  await bot.say(room, "before");
  const first = await bot.encryption.identity(emil);
  expect(first).toMatchObject({ changed: false, verified: false, words: await bot.encryption.fingerprint(emil) });

  const other = await openOfficer(await login(server.url, account.userId, account.password));
  await bot.encryption.track([emil]);
  const second = await bot.encryption.identity(emil);
  expect(second?.key).not.toBe(first?.key);
  expect(second?.changed).toBe(true);
  expect(await bot.encryption.approve(emil, first?.key ?? "", "pin")).toBe(false);
  expect(await bot.encryption.untrusted([emil])).toEqual([emil]);

  expect(await bot.encryption.approve(emil, second?.key ?? "", "pin")).toBe(true);
  expect(await bot.encryption.untrusted([emil])).toEqual([]);
  const said = await bot.say(room, "after");
  await other.expectMessage(room, (message) => message.eventId === said.eventId);
  expect(await bot.read(await bot.hear(await other.send(room, "from the new identity")))).toMatchObject({ ok: true });

  // verified is more than pinned, and ends with the identity
  expect(await bot.encryption.approve(emil, second?.key ?? "", "verify")).toBe(true);
  expect(await bot.encryption.identity(emil)).toMatchObject({ changed: false, verified: true });
  const third = await openOfficer(await login(server.url, account.userId, account.password));
  await bot.encryption.track([emil]);
  const last = await bot.encryption.identity(emil);
  expect(last).toMatchObject({ changed: true, verified: false });
  expect(await bot.encryption.approve(emil, last?.key ?? "", "pin")).toBe(true);
  expect(await bot.encryption.identity(emil)).toMatchObject({ changed: false, verified: false });
  for (const client of [officer, other, third]) await client.stop();
  await bot.stop();
}, 180_000);

test("where identities must be verified, keys go to those only, and to whom the operator vouches for from the first message", async () => {
  const [clara, dora] = await Promise.all([register(server.url, "clara"), register(server.url, "dora")]);
  const officers = await Promise.all([openOfficer(clara), openOfficer(dora)]);
  const [coordinator, officer] = officers;
  if (coordinator === undefined || officer === undefined) throw new Error("no clients");
  const bot = await openDevice(await register(server.url, "strict"), memoryJournal(), {
    deviceTrust: "verified",
    vouched: [asUser(clara.userId)],
  });
  const room = await coordinator.createEncryptedRoom([bot.userId, officer.userId]);
  await coordinator.expectMember(room, officer.userId);
  await bot.join(room);
  const first = await bot.say(room, "for the verified");
  await coordinator.expectMessage(room, (message) => message.eventId === first.eventId);
  await until(() => officer.hearing.unreadable.has(first.eventId) || undefined, "the message that cannot be read");
  expect(await bot.encryption.identity(asUser(clara.userId))).toMatchObject({ verified: true });
  const seen = await bot.encryption.identity(asUser(dora.userId));
  expect(seen).toMatchObject({ verified: false, changed: false });

  expect(await bot.encryption.approve(asUser(dora.userId), seen?.key ?? "", "verify")).toBe(true);
  const second = await bot.say(room, "for both");
  await officer.expectMessage(room, (message) => message.eventId === second.eventId);
  for (const client of officers) await client.stop();
  await bot.stop();
}, 180_000);
