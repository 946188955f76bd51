import { afterAll, beforeAll, expect, test } from "vitest";
import { roomId } from "#domain/primitives/ids.ts";
import { openEncryption } from "../../../../bot/encryption/client.ts";
import { memoryJournal } from "../../../../bot/encryption/store/memory-journal.ts";
import type { CryptoJournal } from "../../../../storage/device/crypto-journal.ts";
import { type Account, register } from "../../../support/accounts.ts";
import { openOfficer } from "../../../support/officer.ts";
import { startProxy } from "../../../support/proxy.ts";
import { testHomeserver } from "../../../support/test-servers.ts";
import { until } from "../../../support/waiting.ts";
import { asUser, homeserverFor, openDevice, quietLog } from "./device.ts";

let server: Awaited<ReturnType<typeof testHomeserver>>;
beforeAll(async () => {
  server = await testHomeserver();
});
afterAll(() => server.stop());

/** A journal whose next writes wait until they are let go. */
function heldJournal() {
  const memory = memoryJournal();
  let gate: Promise<void> = Promise.resolve();
  let open = (): void => {};
  let waiting = 0;
  const journal: CryptoJournal = {
    load: memory.load,
    async write(batch) {
      waiting++;
      await gate;
      waiting--;
      return memory.write(batch);
    },
  };
  return {
    journal,
    hold(): void {
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    release: () => open(),
    waiting: () => waiting,
  };
}
/** Longer than any request needs to leave here. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 1_000));

async function throughProxy(name: string): Promise<{ account: Account; proxy: Awaited<ReturnType<typeof startProxy>> }> {
  const proxy = await startProxy(server.url);
  return { account: { ...(await register(server.url, name)), homeserver: proxy.url }, proxy };
}

test("while the commit is held back neither a room key nor a ciphertext leaves", async () => {
  const { account, proxy } = await throughProxy("barrier");
  const officer = await openOfficer(await register(server.url, "barrier-officer"));
  const held = heldJournal();
  const bot = await openDevice(account, held.journal);
  const room = await officer.createEncryptedRoom([bot.userId]);
  await bot.join(room);
  await officer.expectMember(room, bot.userId);
  await bot.say(room, "the officer's devices are known");
  await bot.encryption.rotate(roomId(room));
  const leaving = () => proxy.passed.filter(({ path }) => /sendToDevice|\/send\//u.test(path)).length;
  const before = leaving();
  held.hold();
  let done = false;
  const said = bot.say(room, "held back").finally(() => {
    done = true;
  });
  await until(() => held.waiting() || undefined, "a write that waits");
  await aWhile();
  expect({ done, left: leaving() - before }).toEqual({ done: false, left: 0 });
  held.release();
  const { eventId } = await said;
  expect(leaving() - before).toBe(2);
  await officer.expectMessage(room, (message) => message.eventId === eventId && message.body === "held back");
  await bot.stop();
  await officer.stop();
  await proxy.stop();
});

test("while the commit is held back no one-time keys are uploaded, and a sync is not received", async () => {
  const { account, proxy } = await throughProxy("barrier-keys");
  const held = heldJournal();
  const homeserver = homeserverFor(account);
  const encryption = await openEncryption({ homeserver, journal: held.journal, deviceTrust: "owner-signed", log: quietLog });
  await encryption.flush();
  const uploads = () => proxy.passed.filter(({ path }) => path.endsWith("/keys/upload")).length;
  const before = uploads();
  held.hold();
  let received = false;
  // no one-time keys are left: the machine makes new ones
  const receiving = encryption
    .receive({ toDevice: [], changed: [asUser("@barrier-officer:liaison.localhost")], left: [], oneTimeKeys: {} })
    .then(() => {
      received = true;
    });
  await until(() => held.waiting() || undefined, "a write that waits");
  await aWhile();
  expect({ received, uploads: uploads() - before }).toEqual({ received: false, uploads: 0 });
  held.release();
  await receiving;
  await encryption.flush();
  expect(uploads() - before).toBe(1);
  await encryption.close();
  await proxy.stop();
});
