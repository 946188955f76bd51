import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { endAll, startBot } from "../support/bot-process.ts";
import { connected } from "../support/copy-out.ts";
import { chosenRuns, chosenSeed, sequence } from "../support/seed.ts";
import { type Stage, startStage } from "../support/stage.ts";
import { type TestPostgres, testPostgres } from "../support/test-servers.ts";
import { openTwoCases, supervise, type TwoCases } from "../support/two-cases.ts";
import { until } from "../support/waiting.ts";

const perRoom = 16;
const seed = chosenSeed();
const random = sequence(seed);
const each = Array.from({ length: chosenRuns(1) }, (_, run) => run);

/** A database of the operator's own, as in operation: it comes and goes without the bot. */
describe(`on a database that fails (FAULT_SEED=${seed})`, () => {
  let postgres: TestPostgres;
  let stage: Stage;
  let cases: TwoCases;
  beforeAll(async () => {
    postgres = await testPostgres();
    stage = await startStage({ DATABASE_URL: postgres.ownerUrl });
    cases = await openTwoCases(stage, ["dora", "didi"]);
  }, 300_000);
  afterAll(async () => {
    await stage.stop();
    await endAll();
    await postgres.stop();
  });
  afterEach(({ task }) => {
    if (task.result?.state === "fail") console.log(stage.output().slice(-6_000));
  });

  test.for(each)("stopped and started again in the middle of the work, run %i", { timeout: 400_000 }, async (run) => {
    let halts = 0;
    const faults = await cases.judge(`halt${run}`, perRoom, async (going) => {
      // a bot whose store could not be written ends, and one that finds no database does not start
      const supervised = supervise(stage, going);
      for (; going() && halts < 3; halts++) {
        await sleep(300 + random() * 1_500);
        await postgres.halt(random() < 0.5 ? "orderly" : "crash");
        await sleep(random() * 2_000);
        await postgres.resume();
      }
      await supervised;
    });
    expect(faults).toEqual([]);
    expect(halts).toBeGreaterThan(1);
  });

  test.for(each)("with its connections terminated again and again, run %i", { timeout: 400_000 }, async (run) => {
    let terminated = 0;
    const faults = await cases.judge(`cut${run}`, perRoom, async (going) => {
      const supervised = supervise(stage, going);
      for (let time = 0; going() && time < 20; time++) {
        await sleep(random() * 500);
        // one or all, in whatever they are doing
        const ended = await connected(postgres.ownerUrl, (client) =>
          client.query(
            "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend' and random() < $1",
            [random() < 0.3 ? 1 : 0.3],
          ),
        );
        terminated += ended.rowCount ?? 0;
      }
      await supervised;
    });
    expect(faults).toEqual([]);
    expect(terminated).toBeGreaterThan(5);
  });

  test("a bot that stood still for longer than its lease is followed by the one that waits, and ends when it wakes", {
    timeout: 400_000,
  }, async () => {
    const first = stage.process();
    const next = startBot({ settings: { ...stage.settings, STANDBY: "on", MASTER_KEY_FILE: join(stage.data, "master.key") } });
    const faults = await cases.judge("still", perRoom, async () => {
      await sleep(300 + random() * 1_500);
      expect(next.output()).not.toContain("Ready as");
      process.kill(first.pid, "SIGSTOP");
      try {
        await until(() => next.output().includes("Ready as") || undefined, "the next one", 120_000);
      } finally {
        process.kill(first.pid, "SIGCONT");
      }
      expect((await first.ended).code).toBe(1);
    });
    expect(faults).toEqual([]);
    expect(first.errors()).toContain("Another Liaison process has taken over; this one ends.");
    // two commands more: the one that took over does the work alone
    expect(await cases.judge("after", 2, async () => {})).toEqual([]);
    expect((await next.term()).code).toBe(0);
  });
});
