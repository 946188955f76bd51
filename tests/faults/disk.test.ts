import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { endAll } from "../support/bot-process.ts";
import { connected, databaseOf, homeOf, tables } from "../support/copy-out.ts";
import { chosenRuns, chosenSeed, sequence } from "../support/seed.ts";
import { type SmallDisk, smallDisk } from "../support/small-disk.ts";
import { type Stage, startStage } from "../support/stage.ts";
import { openTwoCases, supervise, type TwoCases } from "../support/two-cases.ts";
import { until } from "../support/waiting.ts";

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
    await prepareRefusal();
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

  /**
   * While `public.no_space` has a row, every write fails as on a full disk (PostgreSQL documentation, "Error Codes": 53100,
   * disk_full). Made while the bot is at rest: one that fails ends its database, and whoever is connected to it.
   */
  async function prepareRefusal(): Promise<void> {
    await connected(databaseOf(stage.data), async (client) => {
      const all = await tables(client);
      await client.query("create table public.no_space (since timestamptz default now())");
      await client.query(
        `create function public.no_space() returns trigger language plpgsql security definer as
         $$ begin if exists (select from public.no_space) then raise exception using errcode = '53100'; end if; return null; end $$`,
      );
      for (const table of all)
        await client.query(`create trigger no_space before insert or update on ${table} execute function public.no_space()`);
    });
  }
  /** In one statement: the first write that fails may end the database. */
  const refuseWrites = () => connected(databaseOf(stage.data), (client) => client.query("insert into public.no_space default values"));
  /** A bot that could not write has ended perhaps, and its database with it until the next start. */
  async function allowWrites(): Promise<void> {
    const allow = () => connected(databaseOf(stage.data), (client) => client.query("delete from public.no_space"));
    await until(() => allow().catch(() => undefined), "a database that lets itself be freed", 240_000);
  }

  /** Uses up what the write-ahead log has set aside: from then on nothing can be committed, and PostgreSQL ends itself. */
  async function fillDatabase(): Promise<void> {
    disks[1]?.fill();
    await sleep(random() * 1_500);
    const ended = connected(databaseOf(stage.data), async (client) => {
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
        // a start on a busy machine takes as long as it takes
        await until(() => signs[way].test(stage.output().slice(before)) || undefined, `a bot that says that the ${way} is full`, 120_000);
        await sleep(1_000 + random() * 3_000);
        await failing[way].end();
        await supervised;
      });
      expect(faults).toEqual([]);
    },
  );
});
