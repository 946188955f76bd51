import { CollectStrategy, HistoryVisibility, RoomId, UserId as WasmUserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import { expect, test } from "vitest";
import { roomId } from "#domain/primitives/ids.ts";
import type { DeviceTrust } from "../../../../bot/encryption/client.ts";
import { openDecryption } from "../../../../bot/encryption/decrypt.ts";
import { noPins } from "../../../../bot/encryption/identity/pins.ts";
import { openTrust } from "../../../../bot/encryption/identity/trust.ts";
import { keyDirectory } from "./key-directory.ts";
import { asUser, type Party, party, say } from "./machines.ts";

const room = "!room:x";
const reader = (bot: Party, deviceTrust: DeviceTrust = "owner-signed") =>
  openDecryption({ ...bot, deviceTrust, trust: openTrust(bot.machine, bot.guard, noPins) });

test("a message whose key another member has passed on with an invitation is refused, its sender's own key is not", async () => {
  const directory = keyDirectory();
  const anna = await party(directory, asUser("@anna:x"));
  const bruno = await party(directory, asUser("@bruno:x"));
  const bot = await party(directory, asUser("@bot:x"), { ours: true });
  await bot.meet(anna.user, bruno.user);
  const before = await say(anna, room, [bruno.user], "before the bot came", HistoryVisibility.Shared);
  await bruno.sync();
  // as a client does that lets whoever it invites read what came before (MSC4268)
  await bruno.meet(anna.user, bot.user);
  const bundle = await bruno.machine.buildRoomKeyBundle(new RoomId(room));
  if (bundle === undefined) throw new Error("there is nothing to pass on");
  const [where, how] = ["mxc://x/bundle", bundle.mediaEncryptionInfo];
  for (const request of await bruno.machine.shareRoomKeyBundleData(
    new WasmUserId(bot.user),
    new RoomId(room),
    where,
    how,
    CollectStrategy.allDevices(),
  ))
    await bruno.send(request);
  await bot.sync();
  const given = await bot.machine.getReceivedRoomKeyBundleData(new RoomId(room), new WasmUserId(bruno.user));
  if (given === undefined) throw new Error("nothing was passed on");
  await bot.machine.receiveRoomKeyBundle(given, bundle.encryptedData);
  // of a device that nobody vouches for the machine reads it
  expect(await reader(bot, "any")(before, roomId(room))).toMatchObject({ ok: false, why: "wrong-sender" });
  expect(await reader(bot)(before, roomId(room))).toMatchObject({ ok: false });
  const after = await say(anna, room, [bruno.user, bot.user], "to the bot");
  await bot.sync();
  expect(await reader(bot)(after, roomId(room))).toMatchObject({ ok: true, content: { body: "to the bot" } });
});

test("of a device that its owner has not signed nothing is read, once its owner's keys were asked for", async () => {
  const directory = keyDirectory();
  const dora = await party(directory, asUser("@dora:x"), { signed: false });
  const bot = await party(directory, asUser("@bot:x"), { ours: true });
  const decrypt = reader(bot);
  const said = await say(dora, room, [bot.user], "from an unsigned device");
  await bot.sync();
  expect(await decrypt(said, roomId(room))).toMatchObject({ ok: false, why: "missing-key" });
  await bot.meet(dora.user);
  expect(await decrypt(said, roomId(room))).toMatchObject({ ok: false, why: "unverified" });
});

test("of somebody who shows another identity than before nothing is read", async () => {
  const directory = keyDirectory();
  const anna = await party(directory, asUser("@anna:x"));
  const bot = await party(directory, asUser("@bot:x"), { ours: true });
  await bot.meet(anna.user);
  const other = await party(directory, anna.user);
  const said = await say(other, room, [bot.user], "from another identity");
  await bot.sync(anna.user);
  await bot.meet(anna.user);
  expect(await reader(bot)(said, roomId(room))).toMatchObject({ ok: false, why: "changed-identity" });
});
