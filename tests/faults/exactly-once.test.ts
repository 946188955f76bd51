import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endAll } from "../support/bot-process.ts";
import { connected, databaseOf } from "../support/copy-out.ts";
import { sendsOf, type Treatment } from "../support/proxy.ts";
import { chosenRuns, chosenSeed, sequence } from "../support/seed.ts";
import { type Stage, startStage } from "../support/stage.ts";
import { openTwoCases, supervise, type TwoCases } from "../support/two-cases.ts";

const perRoom = 20;
const runs = chosenRuns(1);
const seed = chosenSeed();
const random = sequence(seed);

/** Judged from what the officers' clients decrypted, whatever happens between the bot and its servers. */
describe(`each command acknowledged once, each hit told once (FAULT_SEED=${seed})`, () => {
  let stage: Stage;
  let cases: TwoCases;
  beforeAll(async () => {
    stage = await startStage();
    cases = await openTwoCases(stage, ["nina", "fred"]);
  }, 300_000);
  afterAll(async () => {
    await stage.stop();
    await endAll();
  });

  test.for(Array.from({ length: runs }, (_, run) => run))(
    "a homeserver that fails, hangs, and loses its answers, run %i",
    { timeout: 300_000 },
    async (run) => {
      const faults: readonly Treatment[] = [
        "drop",
        "drop",
        "twice",
        { status: 429, body: { errcode: "M_LIMIT_EXCEEDED", error: "slow", retry_after_ms: 100 } },
        { status: 500, body: { errcode: "M_UNKNOWN", error: "fault" } },
        { status: 502, body: {} },
      ];
      let hangs = 2;
      stage.proxy.rule = (_method, path) => {
        if (random() > (path.endsWith("/sync") ? 0.1 : 0.3)) return "pass";
        if (hangs > 0 && path.includes("/send/")) {
          hangs--;
          return "hang";
        }
        return faults[Math.floor(random() * faults.length)] ?? "pass";
      };
      try {
        expect(await cases.judge(`net${run}`, perRoom, async () => {})).toEqual([]);
      } finally {
        stage.proxy.rule = () => "pass";
      }
      expect(stage.proxy.treated.size).toBeGreaterThan(3);
      expect(new Set(sendsOf(stage.proxy.passed).map(({ type }) => type))).toEqual(new Set(["m.room.encrypted"]));
    },
  );

  test.for(Array.from({ length: runs }, (_, run) => run))(
    "a database that throws its connections out, run %i",
    { timeout: 300_000 },
    async (run) => {
      let thrown = 0;
      const judged = await cases.judge(`db${run}`, perRoom, async (going) => {
        // a bot whose store could not be written ends, and its supervisor starts it again
        const supervised = supervise(stage, going);
        for (let time = 0; time < 4 && going(); time++) {
          await sleep(500 + random() * 2_000);
          // refused while the bot, and its database with it, is starting again
          const ended = await connected(databaseOf(stage.data), (client) =>
            client.query(
              "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'",
            ),
          ).catch(() => undefined);
          thrown += ended?.rowCount ?? 0;
        }
        await supervised;
      });
      expect(judged).toEqual([]);
      expect(thrown).toBeGreaterThan(3);
    },
  );
});
