import { beforeEach, describe, expect, test } from "vitest";
import type { OpenStorage } from "../../../../storage/open.ts";
import { address, anna, later, log, onPostgres, openCase, t0 } from "../fresh.ts";

const postgres = onPostgres();
let storage: OpenStorage;
beforeEach(async () => {
  storage = await postgres.open();
});

describe("work", () => {
  const ripe = later(3_600);
  const scheduled = async () => {
    await storage.transaction(async (tx) => log(tx, await openCase(tx, "One", anna), [address("192.0.2.1")]));
    const [work] = await storage.transaction((tx) => tx.work.due(ripe, 10));
    if (work === undefined) throw new Error("nothing is scheduled");
    return work.id;
  };

  test("is taken by one at a time, counted, and done once", async () => {
    const id = await scheduled();
    await storage.transaction(async (tx) => {
      expect(await tx.work.take(id, ripe)).toMatchObject({ id, attempts: 0, work: { job: "correlate" } });
      expect(await storage.transaction((other) => other.work.take(id, ripe))).toBeUndefined();
    });
    expect(await storage.transaction((tx) => tx.work.begin(id, ripe))).toMatchObject([{ id, attempts: 1 }]);
    await storage.transaction((tx) => tx.work.done([id], ripe));
    expect(await storage.transaction((tx) => tx.work.take(id, ripe))).toBeUndefined();
    expect(await storage.transaction((tx) => tx.work.due(ripe, 10))).toEqual([]);
  });

  test("is left alone by who has a clock that says it is not due", async () => {
    const id = await scheduled();
    expect(await storage.transaction((tx) => tx.work.begin(id, t0))).toEqual([]);
    expect(await storage.transaction((tx) => tx.work.take(id, t0))).toBeUndefined();
    expect(await storage.transaction((tx) => tx.work.take(id, ripe))).toMatchObject({ id, attempts: 0 });
  });

  test("that failed is due later, or parked", async () => {
    const id = await scheduled();
    await storage.transaction((tx) => tx.work.failed(id, { at: later(7_200) }));
    expect(await storage.transaction((tx) => tx.work.due(ripe, 10))).toEqual([]);
    expect(await storage.transaction((tx) => tx.work.nextDue(ripe))).toEqual(later(7_200));
    await storage.transaction((tx) => tx.work.failed(id, "parked"));
    expect(await storage.transaction((tx) => tx.work.nextDue(ripe))).toBeUndefined();
    expect(await storage.transaction((tx) => tx.work.take(id, ripe))).toBeUndefined();
    expect(await storage.transaction((tx) => tx.stores.health.read())).toMatchObject({ waitingJobs: 0, parked: 1 });
  });
});
