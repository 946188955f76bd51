import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openQueue, type QueuePlace, type WorkQueue } from "../../../../jobs/engine/queue.ts";
import { testRedis } from "../../../support/redis.ts";
import { testPostgres } from "../../../support/test-servers.ts";

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

const backends: Readonly<Record<string, () => Promise<{ readonly place: QueuePlace; stop(): Promise<void> }>>> = {
  async PostgreSQL() {
    const server = await testPostgres();
    return { place: { postgresUrl: server.ownerUrl }, stop: server.stop };
  },
  async Redis() {
    const server = await testRedis();
    return { place: { redisUrl: server.url }, stop: server.stop };
  },
};

describe.each(Object.entries(backends))("on %s", (_name, start) => {
  let stop = async () => {};
  let place: QueuePlace;
  let queue: WorkQueue;
  const faults: string[] = [];
  const runs = new Map<string, number>();
  let hold: Promise<void> = Promise.resolve();

  beforeAll(async () => {
    ({ place, stop } = await start());
    queue = openQueue(place, (name) => faults.push(name));
    queue.work(async (id) => {
      await hold;
      runs.set(id, (runs.get(id) ?? 0) + 1);
    }, 4);
  });
  afterAll(async () => {
    await queue.close();
    await stop();
  });
  /** As the relay does: a queue that is not there yet is offered the same again. */
  async function add(ids: readonly string[]): Promise<void> {
    while (!(await queue.add(ids))) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  test("every id reaches the worker, and one that waits is not added twice", async () => {
    let release = () => {};
    hold = new Promise((resolve) => {
      release = resolve;
    });
    const ids = Array.from({ length: 20 }, () => randomUUID());
    await add(ids);
    await add(ids);
    release();
    await until(() => ids.every((id) => runs.has(id)));
    const last = randomUUID();
    await add([last]);
    await until(() => runs.has(last));
    expect(ids.map((id) => runs.get(id))).toEqual(ids.map(() => 1));
  });

  test("an id whose run is over can be added again", async () => {
    const id = randomUUID();
    await add([id]);
    await until(() => runs.get(id) === 1);
    // The queue forgets a finished job a moment after its run: the reconciler adds until the row is done.
    while (runs.get(id) === 1) {
      await add([id]);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(runs.get(id)).toBeGreaterThan(1);
    expect(faults).toEqual([]);
  });

  test("closing waits for the runs that have begun, begins no other, and leaves those to the next process", async () => {
    let release = () => {};
    hold = new Promise((resolve) => {
      release = resolve;
    });
    const ids = Array.from({ length: 6 }, () => randomUUID());
    const begun: string[] = [];
    const ended: string[] = [];
    const first = openQueue(place, (name) => faults.push(name));
    await queue.close();
    first.work(async (id) => {
      begun.push(id);
      await hold;
      ended.push(id);
    }, 2);
    while (!(await first.add(ids))) await new Promise((resolve) => setTimeout(resolve, 10));
    await until(() => begun.length === 2);
    const closed = first.close();
    release();
    await closed;
    expect({ begun, ended }).toEqual({ begun: ended, ended: begun });
    expect(ended).toHaveLength(2);
    queue = openQueue(place, (name) => faults.push(name));
    const later: string[] = [];
    queue.work(async (id) => void later.push(id), 4);
    const rest = ids.filter((id) => !begun.includes(id));
    while (!rest.every((id) => later.includes(id))) await add(rest);
    expect(faults).toEqual([]);
  });
});
