import { Attachment, RoomId } from "@matrix-org/matrix-sdk-crypto-wasm";
import { afterEach, expect, test, vi } from "vitest";
import { roomId } from "#domain/primitives/ids.ts";
import { openEncryptor } from "../../../../bot/encryption/encrypt.ts";
import { noPins } from "../../../../bot/encryption/identity/pins.ts";
import { openTrust } from "../../../../bot/encryption/identity/trust.ts";
import { openKeys } from "../../../../bot/encryption/keys.ts";
import { keyDirectory } from "./key-directory.ts";
import { asUser, type Party, party } from "./machines.ts";

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
  const say = async (body: string, members: readonly Party[] = [bot, anna]): Promise<unknown> => {
    const users = members.map(({ user }) => user);
    return (await encryptor.encrypt(roomId(room), users, "m.room.message", { msgtype: "m.text", body })).session_id;
  };
  return { anna, bot, say };
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
