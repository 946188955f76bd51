import { beforeEach, describe, expect, test } from "vitest";
import { HomeserverError } from "../../../../bot/matrix/homeserver.ts";
import { LeaseLost } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { onPostgres } from "../../storage/fresh.ts";
import { here, openReader, type Reader } from "../reader.ts";

const postgres = onPostgres();
let storage: OpenStorage;
/** Faults of the database, one per transaction from now on. */
let outages: number;
let reader: Reader;
beforeEach(async () => {
  storage = await postgres.open();
  outages = 0;
  reader = await openReader({
    ...storage,
    transaction: (act) => (outages-- > 0 ? Promise.reject(new Error("the connection is gone")) : storage.transaction(act)),
  });
});
const seconds = (from: number) => new Date(Date.parse("2026-11-02T14:00:00.000Z") + from * 1_000);
const says = async () => (await reader.said()).map(({ notice, thread }) => `${notice.type} ${thread}`);
async function tickAt(second: number, caughtUp: Date | undefined = seconds(0)): Promise<void> {
  reader.clock = second * 1_000;
  reader.inbox.tick(caughtUp);
  await reader.idle();
}

describe("what waits for its key", () => {
  test("is done once, however often and however closely its key is told of", async () => {
    await reader.came("late|/ioc add 192.0.2.1");
    reader.inbox.wake([here]);
    await reader.idle();
    expect(await says()).toEqual([]);
    reader.keys.add("late");
    reader.clock = 20_000;
    reader.inbox.retry(["late"]);
    reader.inbox.tick(seconds(0));
    reader.inbox.retry(["late", "late"]);
    await reader.idle();
    expect(await says()).toEqual(["indicators-logged $late|/ioc add 192.0.2.1"]);
  });

  test("is told of once per session, thirty seconds after all keys that there were had come, and does not run unasked after that", async () => {
    await reader.came("late|/ioc add 192.0.2.1", "late|/ioc add 192.0.2.2");
    reader.inbox.wake([here]);
    await reader.idle();
    for (const second of [1, 5, 10, 39]) await tickAt(second, second < 10 ? undefined : seconds(10));
    expect(await says()).toEqual([]);
    for (const second of [40, 41]) await tickAt(second, seconds(10));
    expect(await says()).toEqual(["undecryptable $late|/ioc add 192.0.2.1"]);
    for (const second of [80, 400]) await tickAt(second, seconds(10));
    expect(await says()).toHaveLength(1);
    reader.keys.add("late");
    reader.inbox.retry(["late"]);
    await reader.idle();
    expect((await says()).slice(1)).toEqual(["confirm-wanted $late|/ioc add 192.0.2.1", "confirm-wanted $late|/ioc add 192.0.2.2"]);
  });

  test("is looked at after every start, and dropped after two weeks", async () => {
    await reader.came("late|/bot version", "never|/bot version");
    reader.inbox.wake([here]);
    await tickAt(1);
    await tickAt(3_000);
    reader.keys.add("late");
    // a new process: nothing is due and no key is told of
    reader = Object.assign(await restarted(), { keys: reader.keys, clock: reader.clock });
    await tickAt(3_001);
    expect((await reader.state("late|/bot version")).state).toBe("done");
    expect((await says()).slice(-1)).toEqual(["confirm-wanted $late|/bot version"]);
    for (let day = 1; day < 16; day++) await tickAt(day * 86_400);
    expect((await reader.state("never|/bot version")).state).toBe("expired");
  });

  test("does not count as a failed attempt, nor does a homeserver that cannot be asked for keys", async () => {
    reader.track = () => Promise.reject(new HomeserverError(502, "LIAISON_HTTP"));
    await reader.came("late|/bot version", "/bot version");
    reader.inbox.wake([here]);
    for (let second = 0; second < 2_000; second += 100) await tickAt(second);
    expect(await reader.state("late|/bot version")).toMatchObject({ state: "waiting-key", attempts: 0 });
    expect(await says()).toEqual(["version $/bot version", "undecryptable $late|/bot version"]);
  });

  test("is parked as everything else if it cannot be handled", async () => {
    await reader.came("late|/bot version");
    reader.inbox.wake([here]);
    await reader.idle();
    reader.faults.set("late|/bot version", () => new Error("fault"));
    for (let second = 5; second < 10; second++) await tickAt(second);
    expect(await reader.state("late|/bot version")).toMatchObject({ state: "parked", sealed: true });
    expect(await says()).toEqual(["broken $late|/bot version"]);
  });
});

describe("a message that cannot be handled", () => {
  test("is parked sealed after three attempts and told of once; the next one goes on, the one that was done is forgotten", async () => {
    reader.faults.set("bad", () => new Error("fault"));
    await reader.came("bad", "/bot version");
    reader.inbox.wake([here, here]);
    await reader.idle();
    reader.inbox.tick(undefined);
    await reader.idle();
    expect(await says()).toEqual(["broken $bad", "version $/bot version"]);
    expect(await reader.state("bad")).toEqual({ state: "parked", attempts: 4, sealed: true });
    expect(await reader.state("/bot version")).toEqual({ state: "done", attempts: 1, sealed: false });
    expect(await storage.transaction((tx) => tx.stores.health.read())).toMatchObject({ parked: 1, waitingCommands: 0 });
  });

  test("is not parked for what the database could not, however often, and is done when it can", async () => {
    const full = () => Object.assign(new Error("could not extend file"), { code: "53100" });
    let failures = 6;
    reader.faults.set("/bot version", () => (failures-- > 0 ? full() : undefined));
    await reader.came("/bot version");
    reader.inbox.wake([here]);
    for (let second = 1; second < 10 && failures >= 0; second++) {
      await reader.idle();
      await tickAt(second);
    }
    expect(await says()).toEqual(["version $/bot version"]);
    expect(await reader.state("/bot version")).toMatchObject({ state: "done", attempts: 1 });
  });

  test("is left for the next holder when the lease is lost", async () => {
    reader.faults.set("/bot version", () => new LeaseLost());
    await reader.came("/bot version");
    reader.inbox.wake([here]);
    await reader.idle();
    expect(reader.fatal).toHaveLength(1);
    expect(await says()).toEqual([]);
    expect(await reader.state("/bot version")).toMatchObject({ state: "new", attempts: 1 });
  });

  test("does not hold up a stop", async () => {
    reader.faults.set("bad", () => new Error("fault"));
    await reader.came("bad", "/bot version");
    reader.inbox.wake([here]);
    await reader.inbox.stop();
    expect((await reader.state("bad")).state).toBe("new");
    reader.faults.clear();
    reader = await restarted();
    reader.inbox.wake([here]);
    await reader.idle();
    expect(await says()).toEqual(["version $/bot version"]);
  });
});

test("a room goes on after the database was away, though nothing new comes", async () => {
  await reader.came("/bot version");
  outages = 1;
  reader.inbox.wake([here]);
  await reader.idle();
  expect(await says()).toEqual([]);
  await tickAt(1);
  expect(await says()).toEqual(["version $/bot version"]);
});

test("what nobody told of is found in the end", async () => {
  await reader.came("/bot version");
  for (let second = 0; second < 30; second++) reader.inbox.tick(undefined);
  await reader.idle();
  expect(await says()).toEqual(["version $/bot version"]);
});

test("nothing is read in a room that is being looked at, and nothing is lost by that", async () => {
  await reader.came("late|/bot version");
  reader.inbox.wake([here]);
  await reader.idle();
  reader.settled = false;
  reader.keys.add("late");
  await reader.came("/bot version");
  reader.inbox.wake([here]);
  reader.inbox.retry(["late"]);
  await reader.idle();
  expect(await says()).toEqual([]);
  reader.settled = true;
  reader.inbox.wake([here]);
  await reader.idle();
  expect((await says()).toSorted()).toEqual(["version $/bot version", "version $late|/bot version"]);
});

/** A new process on the same database. */
async function restarted(): Promise<Reader> {
  return openReader(storage);
}

test("of what is ignored, what reads like a command leaves a line in the log, and talk none", async () => {
  await reader.came("emotes|waves", "emotes|/ioc add 192.0.2.1", "no command");
  reader.inbox.wake([here]);
  await reader.idle();
  expect(await says()).toEqual([]);
  expect(reader.logged).toEqual(["ignored: not-text"]);
});
