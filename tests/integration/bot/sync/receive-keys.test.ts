import { beforeEach, expect, test } from "vitest";
import { JournalFailed, MachineDied } from "../../../../bot/encryption/client.ts";
import { openLog } from "../../../../bot/runtime/log.ts";
import { receiveKeys } from "../../../../bot/sync/receive-keys.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { connected } from "../../../support/copy-out.ts";
import { onPostgres, t0 } from "../../storage/fresh.ts";

const postgres = onPostgres();
let storage: OpenStorage;
/** What the machine took, a list of senders per call. */
let taken: string[][];
beforeEach(async () => {
  storage = await postgres.open();
  taken = [];
});

const { signal: stopping } = new AbortController();
const quiet = { changed: ["@anna:x.test"], left: [], oneTimeKeys: {} };
const from = (...senders: readonly string[]) => ({ ...quiet, toDevice: senders.map((sender) => ({ type: "m.room.encrypted", sender })) });

/** One life of the process: a machine that `poison` ends, by a panic or by refusing it. */
function live(sync: ReturnType<typeof from>, poison: readonly string[], how: Error = new MachineDied()): Promise<void> {
  const encryption = {
    async receive({ toDevice }: { readonly toDevice: readonly object[] }) {
      const senders = toDevice.map((message) => (message as { sender: string }).sender);
      if (senders.some((sender) => poison.includes(sender))) throw how;
      taken.push(senders);
    },
  };
  return receiveKeys({ storage, encryption, log: openLog("silent"), now: () => t0, stopping }, sync);
}
const counted = () => storage.database.query<{ attempts: number }>("select attempts from liaison.sync_state");
const parked = async () => (await storage.transaction((tx) => tx.stores.health.read())).parked;

const full = Object.assign(new Error("no space left"), { code: "53100" });

/** Lives until the batch is through; how many it took. */
async function lives(sync: ReturnType<typeof from>, ...poison: readonly string[]): Promise<number> {
  for (let life = 1; life < 20; life++) {
    const died = await live(sync, poison).then(
      () => false,
      (fault: unknown) => fault instanceof MachineDied,
    );
    if (!died) return life;
  }
  throw new Error("it dies for ever");
}

test("a batch with nothing for this device is not counted", async () => {
  await live({ ...quiet, toDevice: [] }, []);
  expect(taken).toEqual([[]]);
  expect(await counted()).toEqual([]);
});

test("a batch is counted before it is fed, and anew after the token was saved", async () => {
  await expect(live(from("a"), ["a"])).rejects.toThrow(MachineDied);
  expect(await counted()).toEqual([{ attempts: 1 }]);
  expect(await storage.transaction((tx) => tx.sync.token())).toBeUndefined();
  await live(from("a"), []);
  await storage.transaction((tx) => tx.sync.save("next"));
  expect(await counted()).toEqual([{ attempts: 0 }]);
});

test("a message that kills the machine is parked after three lives in the batch and three alone; the others are taken once", async () => {
  expect(await lives(from("a", "killer", "b"), "killer")).toBe(7);
  expect(taken.filter((senders) => senders.length > 0)).toEqual([["a"], ["b"]]);
  expect(await parked()).toBe(1);
  await storage.transaction((tx) => tx.sync.save("next"));
  expect(await storage.database.query("select state, body is null as lost from liaison.to_device")).toEqual([
    { state: "parked", lost: false },
  ]);
  expect(await storage.database.query("select action, outcome from liaison.audit_entry")).toEqual([
    { action: "to-device", outcome: "failed" },
  ]);
  // the next batch is fed whole
  taken = [];
  await live(from("c", "d"), []);
  expect(taken).toEqual([["c", "d"]]);
});

test("two that kill are both parked", async () => {
  expect(await lives(from("one", "a", "two"), "one", "two")).toBe(10);
  expect(taken.filter((senders) => senders.length > 0)).toEqual([["a"]]);
  expect(await parked()).toBe(2);
});

test("a message that the machine refuses without dying is parked within one life", async () => {
  await live(from("a", "odd", "b"), ["odd"], new Error("cannot be parsed"));
  expect(taken.filter((senders) => senders.length > 0)).toEqual([["a"], ["b"]]);
  expect(await parked()).toBe(1);
});

test("what the database could not keep is fed again and again, whole and alone, and never parked", async () => {
  const cutOff = () => expect(live(from("a", "b"), ["a"], new JournalFailed(full))).rejects.toThrow(JournalFailed);
  for (let times = 0; times < 10; times++) await cutOff();
  expect(await counted()).toEqual([{ attempts: 0 }]);
  for (let times = 0; times < 3; times++) await expect(live(from("a", "b"), ["a"])).rejects.toThrow(MachineDied);
  for (let times = 0; times < 10; times++) await cutOff();
  expect(await live(from("a", "b"), [])).toBeUndefined();
  expect(taken.filter((senders) => senders.length > 0)).toEqual([["a"], ["b"]]);
  expect(await parked()).toBe(0);
});

test("a store that cannot be written for another reason counts", async () => {
  const refused = () => live(from("a"), ["a"], new JournalFailed(new Error("no row like this")));
  await expect(refused()).rejects.toThrow(JournalFailed);
  expect(await counted()).toEqual([{ attempts: 1 }]);
});

test("what the server cuts off while a message is fed is no attempt, also alone", async () => {
  for (let times = 0; times < 3; times++) await expect(live(from("a"), ["a"])).rejects.toThrow(MachineDied);
  let fed = 0;
  const encryption = {
    async receive({ toDevice }: { readonly toDevice: readonly object[] }) {
      if (toDevice.length === 0 || ++fed > 5) return;
      const asking = storage.database.query("select pg_sleep(60)");
      asking.catch(() => {});
      await connected(postgres.owner(), async (client) => {
        const cut = "select pg_terminate_backend(pid) from pg_stat_activity where query like 'select pg_sleep%'";
        for (let ended = 0; ended === 0; ) ended = (await client.query(cut)).rows.length;
      });
      await asking;
    },
  };
  await receiveKeys({ storage, encryption, log: openLog("silent"), now: () => t0, stopping }, from("a"));
  expect(fed).toBe(6);
  expect(await storage.database.query("select state, attempts from liaison.to_device")).toEqual([{ state: "taken", attempts: 1 }]);
});
