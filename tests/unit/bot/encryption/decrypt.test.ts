import { CollectStrategy, HistoryVisibility, RoomId, UserId as WasmUserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import { expect, test } from "vitest";
import { roomId } from "#domain/primitives/ids.ts";
import type { DeviceTrust } from "../../../../bot/encryption/client.ts";
import { openDecryption } from "../../../../bot/encryption/decrypt.ts";
import { noPins } from "../../../../bot/encryption/identity/pins.ts";
import { openTrust } from "../../../../bot/encryption/identity/trust.ts";
import { keyDirectory } from "./key-directory.ts";
import { asUser, party, say } from "./machines.ts";

const room = "!room:x";

test("a message whose key another member has passed on with an invitation is refused, its sender's own key is not", async () => {
  const directory = keyDirectory();
  const anna = await party(directory, asUser("@anna:x"));
  const bruno = await party(directory, asUser("@bruno:x"));
  const bot = await party(directory, asUser("@bot:x"), { ours: true });
  const reader = (deviceTrust: DeviceTrust) => openDecryption({ ...bot, deviceTrust, trust: openTrust(bot.machine, bot.guard, noPins) });
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
  expect(await reader("any")(before, roomId(room))).toMatchObject({ ok: false, why: "wrong-sender" });
  expect(await reader("owner-signed")(before, roomId(room))).toMatchObject({ ok: false });
  const after = await say(anna, room, [bruno.user, bot.user], "to the bot");
  await bot.sync();
  expect(await reader("owner-signed")(after, roomId(room))).toMatchObject({ ok: true, content: { body: "to the bot" } });
});
