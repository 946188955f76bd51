import { expect, test } from "vitest";
import { correlate } from "../../../../jobs/correlate.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { address, anna, bruno, graceMs, later, log, onPostgres, openCase, room, t0 } from "../fresh.ts";

const postgres = onPostgres();
const tickMs = 30_000;
let now = t0;

/** Two cases with a room each, of which the second has just met the first; what its job says is written. */
async function met(storage: OpenStorage, count: number): Promise<void> {
  const [one, two] = await storage.transaction(async (tx) => {
    const cases = [await openCase(tx, "One", anna), await openCase(tx, "Two", bruno)] as const;
    for (const id of cases) await tx.rooms.made(id, room(id));
    return cases;
  });
  for (let at = 0; at < count; at++) {
    await storage.transaction((tx) => log(tx, one, [address(`192.0.2.${at}`)]));
    await storage.transaction((tx) => log(tx, two, [address(`192.0.2.${at}`)], {}, t0, bruno));
  }
  now = later(graceMs / 1_000);
  await storage.transaction(async (tx) => {
    for (const { id } of await tx.work.due(now, 100)) {
      const item = await tx.work.take(id, now);
      if (item?.work.job !== "correlate") continue;
      for (const message of await correlate.run(item.work.subject, tx.stores, now)) await tx.outbox.send(message, now);
    }
  });
}
const rows = (storage: OpenStorage) =>
  storage.database.query<{ id: string; case_id: string; due_at: Date }>("select id, case_id, due_at from liaison.outbox order by id");
const waiting = (storage: OpenStorage) => storage.transaction((tx) => tx.outbox.waiting(100));

test("the two sides of a hit leave after the next tick, each at a time of its own that a restart does not change, in any order", async () => {
  now = t0;
  const storage = await postgres.open({ tickMs, now: () => now });
  await met(storage, 20);
  const written = await rows(storage);
  expect(written).toHaveLength(40);
  expect(await waiting(storage)).toEqual([]);
  expect(await storage.transaction((tx) => tx.stores.health.read())).toMatchObject({ waitingMessages: 0 });
  for (const { due_at: due } of written) {
    expect(due.getTime()).toBeGreaterThanOrEqual(later(30).getTime());
    expect(due.getTime()).toBeLessThanOrEqual(later(50).getTime());
  }
  // neither is always first, and no two leave together as they were written together
  const dues = written.map(({ due_at: due }) => due.getTime());
  expect(new Set(dues).size).toBeGreaterThan(35);
  await storage.close();

  const again = await postgres.again(storage.ownerUrl, { tickMs, now: () => now });
  expect(await rows(again)).toEqual(written);
  const first = new Date(Math.min(...dues));
  expect(await again.transaction((tx) => tx.outbox.nextDue())).toEqual(first);
  now = first;
  expect(await waiting(again)).toHaveLength(1);
  now = later(50);
  expect(await waiting(again)).toHaveLength(40);
});

test("the transaction id, which the homeserver sees, says when its message leaves and not with which it was written", async () => {
  now = t0;
  const storage = await postgres.open({ tickMs, now: () => now });
  await met(storage, 1);
  const [one, two] = await rows(storage);
  for (const row of [one, two]) expect(Number.parseInt(row?.id.replaceAll("-", "").slice(0, 12) ?? "", 16)).toBe(row?.due_at.getTime());
  expect(one?.id.slice(14)).not.toBe(two?.id.slice(14));
  // what is written next is not put behind the time at which they leave
  const before = Date.now();
  await storage.close();
  const again = await postgres.again(storage.ownerUrl, { tickMs, now: () => now });
  await again.transaction((tx) => tx.outbox.answer({ room: room("a"), notice: { type: "version", version: "1" } }, now));
  const [answer] = await again.database.query<{ id: string }>("select id from liaison.outbox where case_id is null");
  expect(Number.parseInt(answer?.id.replaceAll("-", "").slice(0, 12) ?? "", 16)).toBeLessThan(before + 60_000);
});

test("what answers a command is on no tick", async () => {
  now = later(1);
  const storage = await postgres.open({ tickMs, now: () => now });
  await storage.transaction(async (tx) => {
    const id = await openCase(tx, "One", anna);
    await tx.rooms.made(id, room("one"));
    await tx.outbox.send({ to: { case: id }, notice: { type: "version", version: "1" } }, now);
    await tx.outbox.answer({ room: room("one"), notice: { type: "version", version: "2" } }, now);
  });
  expect(await waiting(storage)).toHaveLength(2);
});
