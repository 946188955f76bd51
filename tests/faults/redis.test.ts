import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BotProcess, endAll, startBot } from "../support/bot-process.ts";
import { type TestRedis, testRedis } from "../support/redis.ts";
import { chosenRuns, chosenSeed, sequence } from "../support/seed.ts";
import { type Stage, startStage } from "../support/stage.ts";
import { hitsHeard } from "../support/stream.ts";
import { testPostgres } from "../support/test-servers.ts";
import { openTwoCases, type TwoCases } from "../support/two-cases.ts";
import { until } from "../support/waiting.ts";

const perRoom = 12;
const seed = chosenSeed();
const random = sequence(seed);
const each = Array.from({ length: chosenRuns(1) }, (_, run) => run);
const prefix = "bull:liaison-work:";

/** The bot and its worker are processes of their own; nothing but Redis tells the one of the other's work. */
describe(`with its queue on a Redis that fails (FAULT_SEED=${seed})`, () => {
  const stops: (() => Promise<void>)[] = [];
  let redis: TestRedis;
  let stage: Stage;
  let cases: TwoCases;
  let worker: BotProcess;
  let work: () => BotProcess;
  beforeAll(async () => {
    const postgres = await testPostgres();
    stops.push(postgres.stop);
    redis = await testRedis("asleep");
    stops.push(redis.stop);
    const settings = { DATABASE_URL: postgres.ownerUrl, REDIS_URL: redis.url };
    stage = await startStage({ ...settings, ROLE: "bot" }, "direct");
    stops.push(stage.stop);
    work = () => startBot({ settings: { ...settings, ROLE: "worker", MASTER_KEY_FILE: join(stage.data, "master.key") } });
    cases = await openTwoCases(stage, ["rita", "remy"]);
  }, 300_000);
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
    await endAll();
  });

  const hits = () => cases.sides.flatMap(({ officer, place }) => hitsHeard(officer, place));
  const waiting = () => redis.with((client) => client.llen(`${prefix}wait`));
  /** One wake-up may stand for all that is due. */
  const waits = async () => (await waiting()) > 0 || undefined;

  test("a Redis that is not there yet stops no command; flushed before a worker has seen its keys, it loses no hit", {
    timeout: 300_000,
  }, async () => {
    const faults = await cases.judge("away", perRoom, async () => {
      await until(() => stage.output().includes("ECONNREFUSED") || undefined, "the log of an unreachable Redis");
      // commands are acknowledged while it is away
      await until(() => cases.sides.some(({ officer, place }) => officer.heardIn(place.room).length > perRoom) || undefined, "answers");
      await redis.start();
      await until(waits, "a wake-up in the queue");
      const content = await redis.content();
      expect([...content.keys()].filter((key) => !key.startsWith(prefix))).toEqual([]);
      expect(JSON.stringify([...content])).not.toMatch(/away-|example|C-20|Case of|rita|remy/u);
      expect(hits()).toEqual([]);
      await redis.with((client) => client.flushall());
      expect(await waiting()).toBe(0);
      worker = work();
    });
    expect(faults).toEqual([]);
    expect(stage.output().match(/ECONNREFUSED/gu)).toHaveLength(1);
    expect(stage.output()).toContain('"reason":"back"');
  });

  test("flushed while the worker stands still, it loses no hit", { timeout: 300_000 }, async () => {
    const faults = await cases.judge("still", perRoom, async (going) => {
      process.kill(worker.pid, "SIGSTOP");
      try {
        await until(waits, "a wake-up in the queue");
        await until(() => !going() || undefined, "the end of the stream");
        await redis.with((client) => client.flushall());
      } finally {
        process.kill(worker.pid, "SIGCONT");
      }
    });
    expect(faults).toEqual([]);
  });

  test.for(each)("flushed, stopped and started in the middle of the work, run %i", { timeout: 300_000 }, async (run) => {
    let disturbed = 0;
    const faults = await cases.judge(`busy${run}`, perRoom, async (going) => {
      for (; going() && disturbed < 6; disturbed++) {
        await sleep(random() * 1_500);
        if (random() < 0.5) {
          await redis.with((client) => client.flushall());
          continue;
        }
        await redis.stop();
        await sleep(random() * 1_000);
        await redis.start();
      }
    });
    expect(faults).toEqual([]);
    expect(disturbed).toBeGreaterThan(1);
  });

  test("its password stands in no output, and both processes end in order while it is away", async () => {
    await redis.stop();
    // both have noticed
    await sleep(500);
    expect([(await worker.term()).code, (await stage.process().term()).code]).toEqual([0, 0]);
    expect(worker.output() + stage.output()).not.toContain(redis.password);
  });
});
