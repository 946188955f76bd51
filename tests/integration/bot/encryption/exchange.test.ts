import { EventShieldColour } from "matrix-js-sdk/lib/crypto-api/index.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { roomId } from "#domain/primitives/ids.ts";
import { UntrustedMembers } from "../../../../bot/encryption/client.ts";
import { memoryJournal } from "../../../../bot/encryption/store/memory-journal.ts";
import { login, register } from "../../../support/accounts.ts";
import { openOfficer } from "../../../support/officer.ts";
import { testHomeserver } from "../../../support/test-servers.ts";
import { until } from "../../../support/waiting.ts";
import { asUser, openDevice } from "./device.ts";

let server: Awaited<ReturnType<typeof testHomeserver>>;
beforeAll(async () => {
  server = await testHomeserver();
});
afterAll(() => server.stop());

/** A bot with an officer in an encrypted room of the officer's own. */
async function meeting(name: string, options: Parameters<typeof openOfficer>[1] = {}) {
  const account = await register(server.url, name);
  const officer = await openOfficer(account, options);
  const bot = await openDevice(await register(server.url, `bot-${name}`), memoryJournal());
  const room = await officer.createEncryptedRoom([bot.userId]);
  await bot.join(room);
  await officer.expectMember(room, bot.userId);
  const stop = async (): Promise<void> => {
    await officer.stop();
    await bot.stop();
  };
  return { account, officer, bot, room, stop };
}

test("messages pass both ways with a client that is not ours, which sees no warning at ours", async () => {
  const { officer, bot, room, stop } = await meeting("anna");
  const eventId = await officer.send(room, "from the officer");
  expect(await bot.read(await bot.hear(eventId))).toMatchObject({
    ok: true,
    type: "m.room.message",
    content: { body: "from the officer" },
    index: 0,
  });
  const said = await bot.say(room, "from the bot");
  expect(Object.keys(said.content).sort()).toEqual(["algorithm", "ciphertext", "device_id", "sender_key", "session_id"]);
  expect(JSON.stringify(said.content)).not.toContain("from the bot");
  expect(await officer.expectMessage(room, (message) => message.eventId === said.eventId)).toMatchObject({ body: "from the bot" });
  const event = officer.client.getRoom(room)?.findEventById(said.eventId);
  if (event === undefined) throw new Error("the event is not there");
  const crypto = officer.client.getCrypto();
  expect(await crypto?.getEncryptionInfoForEvent(event)).toEqual({ shieldColour: EventShieldColour.NONE, shieldReason: null });
  expect(await crypto?.getDeviceVerificationStatus(bot.userId, bot.homeserver.deviceId)).toMatchObject({ signedByOwner: true });
  expect(await bot.encryption.fingerprint(asUser(officer.userId))).toHaveLength(6);
  await stop();
});

test("the same ciphertext has the same index and hash; another sender's name on it is refused; a cut one is malformed", async () => {
  const { officer, bot, room, stop } = await meeting("bruno");
  const first = await bot.hear(await officer.send(room, "one"));
  const second = await bot.hear(await officer.send(room, "two"));
  const read = await bot.read(first);
  const next = await bot.read(second);
  const again = await bot.encryption.decrypt({ ...first, event_id: "$replayed" }, roomId(room));
  if (!read.ok || !next.ok || !again.ok) throw new Error("unreadable");
  expect([again.session, again.index, again.sha256]).toEqual([read.session, read.index, read.sha256]);
  expect([next.session, next.index]).toEqual([read.session, read.index + 1]);
  expect(next.sha256).not.toEqual(read.sha256);
  const forged = { ...first, event_id: "$forged", sender: bot.userId };
  expect(await bot.encryption.decrypt(forged, roomId(room))).toMatchObject({ ok: false, why: "wrong-sender" });
  const cut = { ...first, event_id: "$cut", content: { ...first.content, ciphertext: String(first.content.ciphertext).slice(0, -8) } };
  expect(await bot.encryption.decrypt(cut, roomId(room))).toMatchObject({ ok: false, why: "malformed", reason: "malformed" });
  const clear = { ...first, event_id: "$clear", type: "m.room.message", content: { msgtype: "m.text", body: "one" } };
  expect(await bot.encryption.decrypt(clear, roomId(room))).toEqual({ ok: false, why: "malformed", reason: "malformed", session: "" });
  const unknown = { ...first, event_id: "$unknown", content: { ...first.content, session_id: "c2Vzc2lvbg" } };
  expect(await bot.encryption.decrypt(unknown, roomId(room))).toEqual({
    ok: false,
    why: "missing-key",
    reason: "missing-key",
    session: "c2Vzc2lvbg",
    // as it claims
    index: read.index,
  });
  await stop();
});

test("an unsigned device is unverified only after its owner's keys were asked for, and gets no keys", async () => {
  const { officer, bot, room, stop } = await meeting("carla", { signed: false });
  const event = await bot.hear(await officer.send(room, "unsigned"));
  const arrived = new Date();
  expect(await bot.read(event)).toMatchObject({ ok: false, why: "missing-key" });
  expect(bot.encryption.queriedAfter(asUser(officer.userId), arrived)).toBe(false);
  await bot.encryption.track([asUser(officer.userId)]);
  expect(bot.encryption.queriedAfter(asUser(officer.userId), arrived)).toBe(true);
  expect(await bot.encryption.decrypt(event, roomId(room))).toMatchObject({ ok: false, why: "unverified" });
  const said = await bot.say(room, "not for unsigned devices");
  await until(() => officer.hearing.unreadable.has(said.eventId) || undefined, "the message that cannot be read");
  await stop();
});

test("a withheld key is told with its code", async () => {
  const { officer, bot, room, stop } = await meeting("dora");
  const crypto = officer.client.getCrypto();
  if (crypto === undefined) throw new Error("no crypto");
  crypto.globalBlacklistUnverifiedDevices = true;
  const event = await bot.hear(await officer.send(room, "only for verified"));
  expect(await bot.read(event)).toMatchObject({ ok: false, why: "missing-key", reason: "m.unverified" });
  await stop();
});

test("after a change of identity nothing is encrypted for it and nothing is read from it", async () => {
  const { account, officer, bot, room, stop } = await meeting("emil");
  await bot.say(room, "before");
  expect(await bot.encryption.untrusted([asUser(officer.userId), bot.userId])).toEqual([]);
  const words = await bot.encryption.fingerprint(asUser(officer.userId));
  const other = await openOfficer(await login(server.url, account.userId, account.password));
  await bot.encryption.track([asUser(account.userId)]);
  expect(await bot.encryption.fingerprint(asUser(account.userId))).not.toEqual(words);
  expect(await bot.encryption.untrusted([asUser(account.userId), bot.userId])).toEqual([account.userId]);
  await expect(bot.say(room, "after")).rejects.toEqual(new UntrustedMembers([asUser(account.userId)]));
  const event = await bot.hear(await other.send(room, "from another identity"));
  expect(await bot.read(event)).toMatchObject({ ok: false, why: "changed-identity" });
  await other.stop();
  await stop();
});

test("with any device trusted an unsigned one is read, under another's name still not", async () => {
  const officer = await openOfficer(await register(server.url, "fritz"), { signed: false });
  const bot = await openDevice(await register(server.url, "bot-fritz"), memoryJournal(), { deviceTrust: "any" });
  const room = await officer.createEncryptedRoom([bot.userId]);
  await bot.join(room);
  await officer.expectMember(room, bot.userId);
  const event = await bot.hear(await officer.send(room, "unsigned"));
  expect(await bot.read(event)).toMatchObject({ ok: true, content: { body: "unsigned" } });
  expect(await bot.read({ ...event, event_id: "$forged", sender: bot.userId })).toMatchObject({ ok: false, why: "wrong-sender" });
  const said = await bot.say(room, "for any device");
  await officer.expectMessage(room, (message) => message.eventId === said.eventId && message.body === "for any device");
  await officer.stop();
  await bot.stop();
});
