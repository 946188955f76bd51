import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openQueue, type WorkQueue } from "../../../../jobs/engine/queue.ts";
import { type TestRedis, testRedis } from "../../../support/redis.ts";
import { until } from "../../../support/waiting.ts";

let redis: TestRedis;
let queue: WorkQueue;
let told: string[];
let ran: string[];

beforeEach(async () => {
  redis = await testRedis("asleep");
  told = [];
  ran = [];
});
afterEach(async () => {
  await queue.close();
  await redis.stop();
});

function open(url = redis.url): void {
  queue = openQueue({ redisUrl: url }, (name) => told.push(name));
  queue.work(async (id) => void ran.push(id), 2);
}
/** Offers ids as the relay does until all have run. */
async function carried(...ids: readonly string[]): Promise<void> {
  let offering = true;
  const offer = async (): Promise<void> => {
    for (; offering; await new Promise((resolve) => setTimeout(resolve, 100))) await queue.add(ids.filter((id) => !ran.includes(id)));
  };
  const offers = offer();
  await until(() => ids.every((id) => ran.includes(id)) || undefined, "the runs");
  offering = false;
  await offers;
}

test("a Redis that is not there yet is waited for, and told of once", async () => {
  open();
  const early = randomUUID();
  await until(() => told.length > 0 || undefined, "the fault");
  expect(await queue.add([early])).toBe(false);
  // long enough for several tries to connect
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  expect(told).toEqual(["ECONNREFUSED"]);
  await redis.start();
  await carried(early);
  expect(told).toEqual(["ECONNREFUSED", "back"]);
});

test("a Redis that was flushed, or ended and came back empty, carries on", async () => {
  await redis.start();
  open();
  await carried(randomUUID());
  await redis.with((client) => client.flushall());
  await carried(randomUUID());
  for (let time = 0; time < 2; time++) {
    await redis.stop();
    expect(await queue.add([randomUUID()])).toBe(false);
    await redis.start();
    await carried(randomUUID(), randomUUID());
  }
  expect(told.filter((name) => name === "ECONNREFUSED").length).toBeLessThan(2);
});

test("a Redis that takes no writes makes `add` say so, and what it lacks is named", async () => {
  await redis.start();
  open();
  await carried(randomUUID());
  await redis.with((client) => client.config("SET", "maxmemory", "1"));
  expect(await queue.add([randomUUID()])).toBe(false);
  expect(await queue.add([randomUUID()])).toBe(false);
  expect(told).toEqual(["OOM"]);
  await redis.with((client) => client.config("SET", "maxmemory", "0"));
  await carried(randomUUID());
  expect(told.at(-1)).toBe("back");
});

test("a wrong password is named by Redis's own word, without the password, and the right one is not needed at once", async () => {
  await redis.start();
  open(redis.url.replace(redis.password, "wrong-canary-word"));
  await until(() => told.includes("WRONGPASS") || undefined, "the refusal");
  expect(await queue.add([randomUUID()])).toBe(false);
  expect(told.join(" ")).not.toContain("canary");
  await redis.with((client) => client.config("SET", "requirepass", "wrong-canary-word"));
  await carried(randomUUID());
  expect(told.at(-1)).toBe("back");
});

test("closing ends while Redis is away, after the runs that have begun", async () => {
  await redis.start();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let begun = false;
  let ended = false;
  queue = openQueue({ redisUrl: redis.url }, (name) => told.push(name));
  queue.work(async () => {
    begun = true;
    await held;
    ended = true;
  }, 1);
  while (!(await queue.add([randomUUID()]))) await new Promise((resolve) => setTimeout(resolve, 10));
  await until(() => begun || undefined, "the run");
  await redis.stop();
  const closed = queue.close();
  release();
  await closed;
  expect(ended).toBe(true);
  expect(await queue.add([randomUUID()])).toBe(false);
});

test("nothing but ids lies in Redis", async () => {
  await redis.start();
  queue = openQueue({ redisUrl: redis.url }, (name) => told.push(name));
  const ids = [randomUUID(), randomUUID()];
  while (!(await queue.add(ids))) await new Promise((resolve) => setTimeout(resolve, 10));
  const content = await redis.content();
  expect([...content.keys()].every((key) => key.startsWith("bull:liaison-work:"))).toBe(true);
  expect([...content.values()].join("\n")).toContain(ids[0]);
  expect(JSON.parse(content.get(`bull:liaison-work:${ids[0]}`) ?? "{}")).toMatchObject({ data: JSON.stringify({ id: ids[0] }) });
});
