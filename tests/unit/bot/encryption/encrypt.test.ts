import { Attachment, RoomId } from "@matrix-org/matrix-sdk-crypto-wasm";
import { afterEach, expect, test, vi } from "vitest";
import { roomId } from "#domain/primitives/ids.ts";
import { openEncryptor } from "../../../../bot/encryption/encrypt.ts";
import { UntrustedMembers } from "../../../../bot/encryption/faults.ts";
import { noPins } from "../../../../bot/encryption/identity/pins.ts";
import { openTrust } from "../../../../bot/encryption/identity/trust.ts";
import { openKeys } from "../../../../bot/encryption/keys.ts";
import { keyDirectory } from "./key-directory.ts";
import { asEvent, asUser, type Party, party, readable } from "./machines.ts";

const room = "!room:x";
const day = 24 * 3_600_000;
afterEach(() => void vi.useRealTimers());

/** The bot with anna in a room; each call says something and gives the session in which it was said. */
async function meeting() {
  const directory = keyDirectory();
  const anna = await party(directory, asUser("@anna:x"));
  const bot = await party(directory, asUser("@bot:x"), { ours: true });
  const { machine, guard, times, send, servers } = bot;
  const keys = openKeys({ machine, guard, times, send, log: { warn: () => {} } });
  const trust = openTrust(machine, guard, noPins);
  const parts = { machine, guard, me: bot.user, trust, servers, keys, send };
  const encryptor = openEncryptor({ ...parts, deviceTrust: "owner-signed", vouch: async () => {} });
  const encrypted = (body: string, members: readonly Party[] = [bot, anna]) => {
    const users = members.map(({ user }) => user);
    return encryptor.encrypt(roomId(room), users, "m.room.message", { msgtype: "m.text", body });
  };
  return {
    directory,
    anna,
    bot,
    keys,
    encrypted,
    say: async (body: string): Promise<unknown> => (await encrypted(body)).session_id,
    unsigned: () => encryptor.unsigned(roomId(room)),
  };
}

test("a session holds a hundred messages, and then another one begins", async () => {
  const { say } = await meeting();
  const sessions: unknown[] = [];
  for (let count = 0; count < 101; count++) sessions.push(await say(`message ${count}`));
  expect([...Map.groupBy(sessions, (one) => one).values()].map(({ length }) => length)).toEqual([100, 1]);
});

test("a session holds for a week, and then another one begins", async () => {
  const { say } = await meeting();
  vi.useFakeTimers({ toFake: ["Date"] });
  const first = await say("on the first day");
  vi.setSystemTime(Date.now() + 7 * day);
  expect(await say("on the last")).toBe(first);
  vi.setSystemTime(Date.now() + 1);
  expect(await say("too late")).not.toBe(first);
});

test("a device that its owner has not signed gets no key, beside one that is signed", async () => {
  const { anna, bot, directory, encrypted, unsigned } = await meeting();
  const other = await party(directory, asUser("@dora:x"), { signed: false });
  const content = await encrypted("for signed devices", [bot, anna, other]);
  for (const one of [anna, other]) await one.sync();
  const read = ({ machine }: Party) => machine.decryptRoomEvent(JSON.stringify(asEvent(bot, room, content)), new RoomId(room), readable());
  await expect(read(anna)).resolves.toBeDefined();
  await expect(read(other)).rejects.toBeDefined();
  expect(unsigned()).toEqual([{ userId: other.user, deviceId: other.device }]);
});

test("somebody who shows another identity than before gets no key", async () => {
  const { anna, bot, directory, encrypted, keys } = await meeting();
  await encrypted("before");
  const other = await party(directory, anna.user);
  await bot.sync(anna.user);
  keys.stale();
  await expect(encrypted("after", [bot, other])).rejects.toEqual(new UntrustedMembers([anna.user]));
});

test("whom a member invites later is not handed the keys to what was said before", async () => {
  const { anna, bot, say } = await meeting();
  await say("before they came");
  await anna.sync();
  await anna.meet(bot.user);
  const bundle = await anna.machine.buildRoomKeyBundle(new RoomId(room));
  if (bundle === undefined) throw new Error("anna has no key of this room");
  expect(JSON.parse(Buffer.from(Attachment.decrypt(bundle)).toString())).toMatchObject({
    room_keys: [],
    withheld: [{ code: "m.history_not_shared" }],
  });
});
