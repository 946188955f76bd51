import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { endAll } from "../support/bot-process.ts";
import { connected, databaseOf, homeOf, tables } from "../support/copy-out.ts";
import { chosenRuns, chosenSeed, sequence } from "../support/seed.ts";
import { type SmallDisk, smallDisk } from "../support/small-disk.ts";
import { type Stage, startStage } from "../support/stage.ts";
import { openTwoCases, supervise, type TwoCases } from "../support/two-cases.ts";

const perRoom = 24;
const seed = chosenSeed();
const random = sequence(seed);
const runs = Array.from({ length: chosenRuns(1) }, (_, run) => run);
/** Only who may mount can have a disk that is really full; the database's own answer to one can be had by everybody. */
const isRoot = process.getuid?.() === 0;
const ways = [...(isRoot ? (["disk of the data folder", "disk of the database"] as const) : []), "database"] as const;

describe(`when there is no space left (FAULT_SEED=${seed}${isRoot ? "" : "; only root may mount a small disk, so the database alone says that it is full"})`, () => {
  let stage: Stage;
  let cases: TwoCases;
  const disks: SmallDisk[] = [];
  beforeAll(async () => {
    stage = await startStage({}, "direct");
    cases = await openTwoCases(stage, ["dirk", "dina"]);
    if (!isRoot) return;
    await stage.process().term();
    for (const folder of [stage.data, homeOf(stage.data)]) {
      const disk = smallDisk(folder);
      if (disk === undefined) throw new Error("root could not mount a small disk here");
      disks.push(disk);
    }
    await stage.restart();
  }, 300_000);
  afterAll(async () => {
    for (const disk of disks) disk.free();
    try {
      await stage.stop();
    } finally {
      for (const disk of disks.toReversed()) disk.remove();
      await endAll();
    }
  });
  afterEach(({ task }) => {
    if (task.result?.state === "fail") console.log(stage.output().slice(-8_000));
  });

  /** Every write fails as on a full disk (PostgreSQL documentation, "Error Codes": 53100, disk_full). */
  async function refuseWrites(): Promise<void> {
    await connected(databaseOf(stage.data), async (client) => {
      await client.query(
        "create or replace function public.no_space() returns trigger language plpgsql as $$ begin raise exception using errcode = '53100'; end $$",
      );
      for (const table of await tables(client))
        await client.query(`create or replace trigger no_space before insert or update on ${table} execute function public.no_space()`);
    });
  }
  /** A bot that could not write has ended perhaps, and its database with it until the next start. */
  async function allowWrites(): Promise<void> {
    const drop = () => connected(databaseOf(stage.data), (client) => client.query("drop function if exists public.no_space cascade"));
    const end = Date.now() + 60_000;
    while ((await drop().catch(() => undefined)) === undefined && Date.now() < end) await sleep(50);
  }

  /** Uses up what the write-ahead log has set aside: from then on nothing can be committed, and PostgreSQL ends itself. */
  async function fillDatabase(): Promise<void> {
    disks[1]?.fill();
    await sleep(random() * 1_500);
    const ended = connected(databaseOf(stage.data), async (client) => {
      client.on("error", () => {});
      for (let megabyte = 0; megabyte < 400; megabyte++)
        await client.query("select pg_logical_emit_message(false, 'fill', repeat('x', 1048576))");
    });
    await expect(ended).rejects.toThrow();
  }
  /** A bot that runs can do without the data folder for a while; one that starts cannot, and says so. */
  async function fillDataFolder(): Promise<void> {
    disks[0]?.fill();
    await sleep(1_000 + random() * 1_000);
    await stage.process().kill9();
  }
  const failing = {
    "disk of the data folder": { begin: fillDataFolder, end: async () => disks[0]?.free() },
    "disk of the database": { begin: fillDatabase, end: async () => disks[1]?.free() },
    database: { begin: refuseWrites, end: allowWrites },
  };
  const signs = {
    "disk of the data folder": /cannot be written/u,
    "disk of the database": /53100|has ended/u,
    database: /53100/u,
  };

  test.for(ways.flatMap((way) => runs.map((run) => [way, run] as const)))(
    "the %s is full for a while: what was acknowledged stays, the rest is done when there is space, run %i",
    { timeout: 400_000 },
    async ([way, run]) => {
      const before = stage.output().length;
      const faults = await cases.judge(`${way.replaceAll(" ", "-")}-${run}`, perRoom, async (going) => {
        const supervised = supervise(stage, going);
        await sleep(300 + random() * 700);
        await failing[way].begin();
        await sleep(4_000 + random() * 2_000);
        await failing[way].end();
        await supervised;
      });
      expect(faults).toEqual([]);
      // it met the end of the space, and said so
      expect(signs[way].test(stage.output().slice(before)), `the ${way} was full while the bot wrote`).toBe(true);
    },
  );
});
