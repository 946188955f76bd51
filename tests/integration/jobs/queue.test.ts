import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openQueue, type WorkQueue } from "../../../jobs/queue.ts";
import { testPostgres } from "../../support/services.ts";

let stop = async () => {};
let queue: WorkQueue;
const faults: string[] = [];
const runs = new Map<string, number>();
let hold: Promise<void> = Promise.resolve();

beforeAll(async () => {
  const server = await testPostgres();
  stop = server.stop;
  queue = openQueue({ postgresUrl: server.ownerUrl }, (name) => faults.push(name));
  queue.work(async (id) => {
    await hold;
    runs.set(id, (runs.get(id) ?? 0) + 1);
  }, 4);
});
afterAll(async () => {
  await queue.close();
  await stop();
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

test("every id reaches the worker, and one that waits is not added twice", async () => {
  let release = () => {};
  hold = new Promise((resolve) => {
    release = resolve;
  });
  const ids = Array.from({ length: 20 }, () => randomUUID());
  await queue.add(ids);
  await queue.add(ids);
  release();
  await until(() => ids.every((id) => runs.has(id)));
  const last = randomUUID();
  await queue.add([last]);
  await until(() => runs.has(last));
  expect(ids.map((id) => runs.get(id))).toEqual(ids.map(() => 1));
});

test("an id whose run is over can be added again", async () => {
  const id = randomUUID();
  await queue.add([id]);
  await until(() => runs.get(id) === 1);
  // The queue forgets a finished job a moment after its run: the reconciler adds until the row is done.
  while (runs.get(id) === 1) {
    await queue.add([id]);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(runs.get(id)).toBeGreaterThan(1);
  expect(faults).toEqual([]);
});
