import { expect, test } from "vitest";
import { LeaseTaken } from "../../../../storage/engine/lease.ts";
import { LeaseLost } from "../../../../storage/index.ts";
import { openStorage } from "../../../../storage/open.ts";
import { connected } from "../../../support/copy-out.ts";
import { until } from "../../../support/waiting.ts";
import { anna, graceMs, masterKey, onPostgres } from "../fresh.ts";

const postgres = onPostgres();

test("a second process waits, ends with a named error, and the first goes on", async () => {
  const first = await postgres.open({ lease: { how: "wait" } });
  await expect(openStorage({ ownerUrl: first.ownerUrl, masterKey, graceMs, lease: { how: "wait", waitMs: 300 } })).rejects.toBeInstanceOf(
    LeaseTaken,
  );
  await first.transaction((tx) => tx.stores.roster.save({ userId: anna }));
});

test("an orderly end lets the next one in at once", async () => {
  const first = await postgres.open({ lease: { how: "wait", termMs: 3_600_000 } });
  const second = postgres.again(first.ownerUrl, { lease: { how: "standby" } });
  await first.close();
  await (await second).transaction((tx) => tx.stores.roster.list());
});

test("a holder that renews no more is followed after its term; its transactions throw and write nothing", async () => {
  const lost: string[] = [];
  const first = await postgres.open({ lease: { how: "wait", termMs: 400, renewMs: 3_600_000, onLost: () => lost.push("first") } });
  const second = await postgres.again(first.ownerUrl, { lease: { how: "wait" } });
  expect(BigInt(second.database.epoch)).toBe(BigInt(first.database.epoch) + 1n);
  await expect(first.transaction((tx) => tx.stores.roster.save({ userId: anna }))).rejects.toBeInstanceOf(LeaseLost);
  expect(await second.transaction((tx) => tx.stores.roster.list())).toEqual([]);
  expect(lost).toEqual([]);
});

test("a renewal that finds another holder says so once", async () => {
  let times = 0;
  const onLost = () => {
    times++;
  };
  const first = await postgres.open({ lease: { how: "wait", renewMs: 100, onLost } });
  const second = await postgres.again(first.ownerUrl, { lease: { how: "at-once" } });
  await until(() => times || undefined, "the loss to be told", 20_000);
  // more renewals would have come by the end of these
  for (let pause = 0; pause < 3; pause++) await second.database.query("select pg_sleep(0.1)");
  expect(times).toBe(1);
});

test("renewals keep the lease beyond its term", async () => {
  const first = await postgres.open({ lease: { how: "wait", termMs: 600, renewMs: 100 } });
  await first.database.query("select pg_sleep(1)");
  await expect(openStorage({ ownerUrl: first.ownerUrl, masterKey, graceMs, lease: { how: "wait", waitMs: 1 } })).rejects.toBeInstanceOf(
    LeaseTaken,
  );
});

test("renewals wait for nobody who holds or wants a connection", async () => {
  const lost: string[] = [];
  const first = await postgres.open({
    connections: 2,
    lease: { how: "wait", termMs: 600, renewMs: 100, onLost: () => lost.push("first") },
  });
  const gate = Promise.withResolvers<void>();
  const holding = Array.from({ length: 20 }, () => first.transaction(() => gate.promise));
  const end = () =>
    connected(first.ownerUrl, async (client) => (await client.query<{ until: Date }>("select until from liaison.lease")).rows[0]?.until);
  const before = (await end())?.getTime() ?? 0;
  // far longer than the term
  await until(async () => ((await end())?.getTime() ?? 0) > before + 1_500 || undefined, "renewals", 20_000);
  await expect(openStorage({ ownerUrl: first.ownerUrl, masterKey, graceMs, lease: { how: "wait", waitMs: 1 } })).rejects.toBeInstanceOf(
    LeaseTaken,
  );
  gate.resolve();
  await Promise.all(holding);
  expect(lost).toEqual([]);
});

test("whoever takes the lease waits until the holder's transactions have ended", async () => {
  const first = await postgres.open({ lease: { how: "wait" } });
  const order: string[] = [];
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const running = first
    .transaction(async (tx) => {
      await tx.stores.roster.save({ userId: anna });
      begun.resolve();
      await goOn.promise;
    })
    .then(() => order.push("committed"));
  await begun.promise;
  const second = postgres.again(first.ownerUrl, { lease: { how: "at-once" } }).then((storage) => {
    order.push("taken");
    return storage;
  });
  // until the taker is seen waiting for the row
  const waits = "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
  await connected(first.ownerUrl, async (client) => {
    while (order.length === 0 && (await client.query(waits)).rows.length === 0);
  });
  goOn.resolve();
  await running;
  expect(await (await second).transaction((tx) => tx.stores.roster.find(anna))).toBeDefined();
  expect(order).toEqual(["committed", "taken"]);
});
