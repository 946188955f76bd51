import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endAll } from "../support/bot-process.ts";
import { connected, databaseOf } from "../support/copy-out.ts";
import type { Officer } from "../support/officer.ts";
import { sendsOf, type Treatment } from "../support/proxy.ts";
import { chosenRuns, chosenSeed, sequence } from "../support/seed.ts";
import { type CaseRoom, type Stage, startStage } from "../support/stage.ts";
import { acknowledgementFaults, hitFaults, type Streamed, stream } from "../support/stream.ts";
import { until } from "../support/waiting.ts";

const perRoom = 20;
const runs = chosenRuns(1);
const seed = chosenSeed();
const random = sequence(seed);

/** Judged from what the officers' clients decrypted, whatever happens between the bot and its servers. */
describe(`each command acknowledged once, each hit told once (FAULT_SEED=${seed})`, () => {
  let stage: Stage;
  let nina: Officer;
  let fred: Officer;
  let north: CaseRoom;
  let south: CaseRoom;
  const met: { north: Streamed[]; south: Streamed[] } = { north: [], south: [] };
  beforeAll(async () => {
    stage = await startStage();
    nina = await stage.officer("nina", "NL", { eager: true });
    fred = await stage.officer("fred", "FR", { eager: true });
    north = await stage.openCase("Faulty North", nina);
    south = await stage.openCase("Faulty South", fred);
  }, 300_000);
  afterAll(async () => {
    await stage.stop();
    await endAll();
  });

  /** Every second value is logged in both rooms. */
  async function judge(name: string, during: (going: () => boolean) => Promise<void>): Promise<void> {
    const values = (own: string) => Array.from({ length: perRoom }, (_, at) => `${at % 2 === 0 ? "both" : own}-${name}-${at}.example`);
    let going = true;
    const disturbed = during(() => going);
    const [inNorth, inSouth] = await Promise.all([stream(nina, north, values("north")), stream(fred, south, values("south"))]);
    const both = (sent: readonly Streamed[]) => sent.filter(({ value }) => value.startsWith("both-"));
    met.north.push(...both(inNorth));
    met.south.push(...both(inSouth));
    const faults = () => [
      ...acknowledgementFaults([...inNorth, ...inSouth]),
      ...hitFaults(nina, north, met.north),
      ...hitFaults(fred, south, met.south),
    ];
    const settled = until(() => faults().length === 0 || undefined, "everything once", 90_000);
    await until(() => acknowledgementFaults([...inNorth, ...inSouth]).length === 0 || undefined, "every answer", 90_000).catch(
      () => undefined,
    );
    going = false;
    await disturbed;
    await settled.catch(() => undefined);
    await nina.say(north.room, "/case info");
    await fred.say(south.room, "/case info");
    expect(faults()).toEqual([]);
  }

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
        await judge(`net${run}`, async () => {});
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
      await judge(`db${run}`, async (going) => {
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
      expect(thrown).toBeGreaterThan(3);
    },
  );
});

async function supervise(stage: Stage, going: () => boolean): Promise<void> {
  const ended = new WeakSet<object>();
  while (going()) {
    const bot = stage.process();
    void bot.ended.then(() => ended.add(bot));
    await sleep(100);
    if (ended.has(bot)) await stage.restart();
  }
}
