import { RoomId, UserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import { expect, test } from "vitest";
import { keyDirectory } from "./key-directory.ts";
import { asUser, party, readable, say } from "./machines.ts";

const room = "!room:x";

test("who asks for a key is given none: keys go out before the message or not at all", async () => {
  const directory = keyDirectory();
  const anna = await party(directory, asUser("@anna:x"));
  const bot = await party(directory, asUser("@bot:x"), { ours: true });
  const said = await say(bot, room, [anna.user], "for anna");
  await anna.sync();
  await expect(anna.machine.decryptRoomEvent(JSON.stringify(said), new RoomId(room), readable())).resolves.toBeDefined();
  const before = directory.sent.filter(({ sender }) => sender === bot.user).length;
  const { algorithm, session_id, sender_key } = said.content;
  const request = {
    action: "request",
    request_id: "1",
    requesting_device_id: anna.device,
    body: { algorithm, room_id: room, session_id, sender_key },
  };
  await anna.homeserver.sendToDevice("m.room_key_request", "1", { messages: { [bot.user]: { "*": request } } });
  await bot.sync();
  expect(directory.sent.filter(({ sender }) => sender === bot.user).length).toBe(before);
});

test("a key that is missing is asked of nobody", async () => {
  const directory = keyDirectory();
  const anna = await party(directory, asUser("@anna:x"));
  const bot = await party(directory, asUser("@bot:x"), { ours: true });
  // of whom a client of the usual settings would ask
  await party(directory, bot.user, { beside: bot });
  const said = await say(anna, room, [], "for nobody");
  await bot.meet(anna.user);
  await bot.send(bot.machine.queryKeysForUsers([new UserId(bot.user)]));
  await expect(bot.machine.decryptRoomEvent(JSON.stringify(said), new RoomId(room), readable())).rejects.toBeDefined();
  await bot.sync();
  expect(directory.sent.filter(({ type }) => type === "m.room_key_request")).toEqual([]);
});
