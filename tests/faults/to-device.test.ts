import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { endAll } from "../support/bot-process.ts";
import { chosenRuns, chosenSeed, sequence } from "../support/seed.ts";
import { type Stage, startStage } from "../support/stage.ts";
import { openTwoCases, type TwoCases } from "../support/two-cases.ts";

const perRoom = 20;
const seed = chosenSeed();
const random = sequence(seed);
const each = Array.from({ length: chosenRuns(1) }, (_, run) => run);
/** A key that is later than 30 s is told of to its officer; this test is about the sooner ones. */
const longestMs = 8_000;

/** Each command comes in a session of its own, so that its key has to get through too. */
describe(`keys out of order, repeated and late (FAULT_SEED=${seed})`, () => {
  let stage: Stage;
  let cases: TwoCases;
  beforeAll(async () => {
    stage = await startStage();
    cases = await openTwoCases(stage, ["karl", "kees"], ({ officer, place }) =>
      Promise.resolve(officer.client.getCrypto()?.forceDiscardSession(place.room)),
    );
  }, 300_000);
  afterAll(async () => {
    await stage.stop();
    await endAll();
  });
  afterEach(({ task }) => {
    if (task.result?.state === "fail") console.log(stage.output().slice(-6_000));
  });

  interface Kept {
    readonly event: unknown;
    readonly at: number;
  }
  /** A homeserver that hands out to-device messages when it likes, some again, and in another order. */
  function unruly() {
    const kept: Kept[] = [];
    const counts = { late: 0, again: 0, turned: 0 };
    const rewrite = (body: string): string => {
      const answer = JSON.parse(body) as { to_device?: { events?: unknown[] } };
      const now = Date.now();
      for (const event of answer.to_device?.events ?? []) {
        const late = random() < 0.5;
        kept.push({ event, at: late ? now + random() * longestMs : now });
        if (late) counts.late++;
        if (random() >= 0.4) continue;
        kept.push({ event, at: now + random() * longestMs });
        counts.again++;
      }
      const due = kept.filter(({ at }) => at <= now);
      kept.splice(0, kept.length, ...kept.filter(({ at }) => at > now));
      const shuffled = due.map(({ event }) => ({ event, by: random() })).toSorted((a, b) => a.by - b.by);
      if (shuffled.some(({ event }, at) => event !== due[at]?.event)) counts.turned++;
      return JSON.stringify({ ...answer, to_device: { events: shuffled.map(({ event }) => event) } });
    };
    return { rewrite, counts, kept };
  }

  test.for(each)("each command runs once, run %i", { timeout: 400_000 }, async (run) => {
    const { rewrite, counts, kept } = unruly();
    stage.proxy.rule = (_method, path) => (path.endsWith("/sync") ? { rewrite } : "pass");
    try {
      const faults = await cases.judge(`keys${run}`, perRoom, async (going) => {
        while (going() || kept.length > 0) {
          await sleep(300);
          // what was kept goes along with the next answer, so there must be one
          await stage.clara.send(stage.coordination, "talk");
        }
      });
      expect(faults).toEqual([]);
    } finally {
      stage.proxy.rule = () => "pass";
    }
    expect({ late: counts.late > 5, again: counts.again > 5, turned: counts.turned > 0 }).toEqual({
      late: true,
      again: true,
      turned: true,
    });
  });
});
