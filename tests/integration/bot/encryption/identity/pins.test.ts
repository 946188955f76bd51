import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { roomId } from "#domain/primitives/ids.ts";
import { type Encryption, openEncryption, UntrustedMembers } from "../../../../../bot/encryption/client.ts";
import { rosterPins } from "../../../../../bot/encryption/identity/pins.ts";
import { memoryJournal } from "../../../../../bot/encryption/store/memory-journal.ts";
import { openHomeserver } from "../../../../../bot/matrix/homeserver.ts";
import { keyMaterial } from "../../../../../bot/sync/key-material.ts";
import type { OpenStorage } from "../../../../../storage/open.ts";
import { openPerson } from "../../../../support/fake-homeserver/person.ts";
import { type FakeHomeserver, fakeHomeserver } from "../../../../support/fake-homeserver/server.ts";
import { onPostgres } from "../../../storage/fresh.ts";
import { asUser, quietLog } from "../device.ts";

const postgres = onPostgres();
const anna = asUser("@anna:hostile.example");
let server: FakeHomeserver;
let storage: OpenStorage;
const opened: Encryption[] = [];
let bots = 0;
beforeAll(async () => {
  server = await fakeHomeserver();
});
beforeEach(async () => {
  storage = await postgres.open();
  server.keys.forget(anna);
  await storage.transaction((tx) => tx.stores.roster.save({ userId: anna }));
});
afterAll(async () => {
  for (const encryption of opened) await encryption.close();
  await server?.stop();
});

/** A device whose store is empty, as after a loss, on the same roster. */
async function freshDevice() {
  const login = server.login(`bot${++bots}`, "BOT");
  const homeserver = openHomeserver({ homeserver: server.url, ...login, userId: asUser(login.userId) });
  const journal = memoryJournal();
  const encryption = await openEncryption({ homeserver, journal, pins: rosterPins(storage), deviceTrust: "owner-signed", log: quietLog });
  opened.push(encryption);
  await encryption.flush();
  return { encryption, homeserver };
}
const pinned = () => storage.transaction(async (tx) => (await tx.pins.of([anna])).get(anna));

describe("an officer's identity", () => {
  test("is pinned on the roster when it is first seen, and known to a device that has never seen it", async () => {
    await openPerson(server, "anna");
    const before = await freshDevice();
    expect(await before.encryption.untrusted([anna])).toEqual([]);
    const first = await before.encryption.identity(anna);
    expect(await pinned()).toBe(first?.key);

    server.keys.forget(anna);
    const other = await openPerson(server, "anna", { device: "STOLEN" });
    const after = await freshDevice();
    expect(await after.encryption.untrusted([anna])).toEqual([anna]);
    const second = await after.encryption.identity(anna);
    expect(second).toMatchObject({ changed: true });
    expect(second?.key).not.toBe(first?.key);
    const members = [anna, after.homeserver.userId];
    await expect(after.encryption.encrypt(roomId("!r"), members, "m.room.message", { body: "secret" })).rejects.toEqual(
      new UntrustedMembers([anna]),
    );
    expect(server.asked.filter(({ by, path }) => by === after.homeserver.userId && path[0] === "sendToDevice")).toEqual([]);

    const { room_id: room } = await server.ask(server.login("anna", "STOLEN"), "POST", ["createRoom"], {});
    const said = await other.say(String(room), "/ioc list", [after.homeserver.userId]);
    await after.encryption.receive(keyMaterial(await after.homeserver.sync({ filter: "{}", waitMs: 0 })));
    const event = server.rooms.events(String(room)).find(({ event_id: id }) => id === said);
    expect(await after.encryption.decrypt(event ?? {}, roomId(String(room)))).toMatchObject({ ok: false, why: "changed-identity" });

    // nobody has approved it: not even a third device takes it for the first
    expect(await pinned()).toBe(first?.key);
    expect(await after.encryption.approve(anna, first?.key ?? "", "pin")).toBe(false);
    expect(await after.encryption.approve(anna, second?.key ?? "", "pin")).toBe(true);
    expect(await after.encryption.untrusted([anna])).toEqual([]);
    expect(await after.encryption.decrypt(event ?? {}, roomId(String(room)))).toMatchObject({ ok: true, content: { body: "/ioc list" } });
    expect(await pinned()).toBe(second?.key);
  });

  test("stays pinned when their entry is changed, and is forgotten with it", async () => {
    await storage.transaction((tx) => tx.pins.first(anna, "one"));
    await storage.transaction((tx) => tx.pins.first(anna, "two"));
    await storage.transaction((tx) => tx.stores.roster.save({ userId: anna, country: "NL" }));
    expect(await pinned()).toBe("one");
    await storage.transaction((tx) => tx.pins.anew(anna, "two"));
    expect(await pinned()).toBe("two");
    await storage.transaction((tx) => tx.stores.roster.remove(anna));
    expect(await storage.transaction((tx) => tx.pins.of([anna]))).toEqual(new Map());
  });

  test("of somebody who is not on the roster is pinned nowhere", async () => {
    await storage.transaction((tx) => tx.stores.roster.remove(anna));
    await openPerson(server, "anna");
    const { encryption } = await freshDevice();
    expect(await encryption.untrusted([anna])).toEqual([]);
    await storage.transaction((tx) => tx.stores.roster.save({ userId: anna }));
    expect(await pinned()).toBeUndefined();
  });
});
