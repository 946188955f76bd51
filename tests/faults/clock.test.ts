import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { endAll, startBot } from "../support/bot-process.ts";
import { type FalseClock, falseClock } from "../support/clock.ts";
import { chosenRuns, chosenSeed, sequence } from "../support/seed.ts";
import { type Stage, startStage } from "../support/stage.ts";
import { testPostgres } from "../support/test-servers.ts";
import { openTwoCases, type TwoCases } from "../support/two-cases.ts";

const perRoom = 16;
const seed = chosenSeed();
const random = sequence(seed);
const each = Array.from({ length: chosenRuns(1) }, (_, run) => run);
const minute = 60_000;

/** The machine's clock is set while the bot runs; the homeserver's, and its stamps on events, are right. */
describe(`while the bot's clock jumps (FAULT_SEED=${seed})`, () => {
  let clock: FalseClock;
  let stage: Stage;
  let cases: TwoCases;
  beforeAll(async () => {
    clock = falseClock();
    stage = await startStage({}, "direct");
    cases = await openTwoCases(stage, ["tina", "theo"]);
  }, 300_000);
  afterAll(async () => {
    await stage.stop();
    await endAll();
    clock.end();
  });
  afterEach(({ task }) => {
    clock.jump(0);
    if (task.result?.state === "fail") console.log(stage.output().slice(-6_000));
  });

  test.for(each)("by less than what counts as late: everything once, run %i", { timeout: 400_000 }, async (run) => {
    let jumps = 0;
    const faults = await cases.judge(`jump${run}`, perRoom, async (going) => {
      for (; going(); jumps++) {
        // a command is late from ten minutes on, and from two in the future
        clock.jump(random() < 0.5 ? random() * 8 * minute : -random() * 1.8 * minute);
        await sleep(random() * 700);
      }
      // what the wrong clock made due later comes then, and not before
      clock.jump(8.1 * minute);
    });
    clock.jump(0);
    expect(faults).toEqual([]);
    expect(jumps).toBeGreaterThan(3);
  });

  test.each([
    ["an hour ahead", 60 * minute],
    ["an hour behind", -60 * minute],
  ])("%s: a command is answered once and not run; when it is right again all goes on, and nothing is told twice", async (_name, ms) => {
    const [{ officer, place }, other] = cases.sides;
    clock.jump(ms);
    await sleep(100);
    const refused = await Promise.all(
      [1, 2, 3].map((n) => officer.send(place.room, `/ioc add off-${n}-${ms}.example`).then((id) => officer.expectAnswer(id))),
    );
    expect(refused.map(({ body }) => /^IOC-\d+ logged/u.test(body))).toEqual([false, false, false]);
    clock.jump(0);
    await sleep(100);
    expect(await cases.judge(`back${ms}`, 4, async () => {})).toEqual([]);
    for (const { thread } of refused) expect(officer.answersTo(thread ?? "")).toHaveLength(1);
    expect((await other.officer.say(other.place.room, "/bot status")).body).not.toBe("");
  });
});

test("a worker whose machine is some seconds behind the bot's, or before it, tells every hit once", { timeout: 400_000 }, async () => {
  const postgres = await testPostgres();
  const stage = await startStage({ ROLE: "bot", DATABASE_URL: postgres.ownerUrl }, "direct");
  const clock = falseClock();
  try {
    const cases = await openTwoCases(stage, ["wilma", "wolf"]);
    clock.jump(-5_000);
    const settings = { ROLE: "worker", DATABASE_URL: postgres.ownerUrl, MASTER_KEY_FILE: join(stage.data, "master.key") };
    startBot({ settings });
    expect(await cases.judge("behind", 8, async () => {})).toEqual([]);
    clock.jump(5_000);
    expect(await cases.judge("before", 8, async () => {})).toEqual([]);
  } finally {
    clock.end();
    await stage.stop();
    await endAll();
    await postgres.stop();
  }
});
