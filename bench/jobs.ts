import { createPostgresBackend, Queue, Worker, withBackend } from "bullmq";
import { startJobs } from "../bot/start-jobs.ts";
import { openQueue, type QueuePlace } from "../jobs/engine/queue.ts";
import { openStorage } from "../storage/open.ts";
import { connected } from "../tests/support/copy-out.ts";
import { testRedis } from "../tests/support/redis.ts";
import { testPostgres } from "../tests/support/test-servers.ts";
import { logDomains, openBareCase } from "./correlation.ts";
import type { Figure } from "./figures.ts";
import { type Findings, type Group, interleaved } from "./group.ts";

/** What the relay moves at once, and the most values of one command. */
const batch = 500;
const batches = 1;
const rounds = 6;
/** As in the bot. */
const workers = 4;

interface Line {
  /** Makes the jobs of a round; resolves with the milliseconds from when they were there until the last one was over. */
  run(round: number): Promise<number>;
  stop(): Promise<void>;
}

/** Counts runs down; `over` resolves at the last. */
function countdown() {
  let left = 0;
  let done = () => {};
  return {
    begin(count: number): Promise<void> {
      left = count;
      return new Promise((resolve) => {
        done = resolve;
      });
    },
    one(): void {
      if (--left === 0) done();
    },
  };
}

/** Relay, queue and worker as the bot wires them; the jobs are correlations that meet nothing. */
async function ourLine(ownerUrl: string, place: QueuePlace): Promise<Line> {
  const storage = await openStorage({ ownerUrl, masterKey: Buffer.alloc(32, 7), graceMs: 0, lease: { how: "at-once" } });
  // what is written here the relay does not hear of
  const aside = await openStorage({ ownerUrl, masterKey: Buffer.alloc(32, 7), graceMs: 0 });
  const queue = openQueue(place, () => {});
  let over = () => {};
  // what a delivery has done is asked of the rows, since one delivery may stand for many; the question is on our account
  const look = async (): Promise<void> => {
    const [left] = await storage.database.query<{ open: boolean }>(
      "select exists (select 1 from liaison.work where done_at is null) as open",
    );
    if (left?.open === false) over();
  };
  const counted: typeof queue = { ...queue, work: (run, most) => queue.work((id) => run(id).finally(look), most) };
  const fatal = (fault: unknown): never => {
    throw fault;
  };
  const log = { info: () => {}, warn: () => {}, debug: () => {}, fault: (_event: string, fault: unknown) => fatal(fault) };
  const relay = startJobs({ storage, queue: counted, sources: [], log, now: () => new Date(), workers, fatal });
  const of = await openBareCase(storage, "Jobs");
  return {
    async run(round) {
      const ended = new Promise<void>((resolve) => {
        over = resolve;
      });
      for (let at = 0; at < batches; at++) {
        const names = Array.from({ length: batch - 1 }, (_, next) => `job-${round}-${at}-${next}.example`);
        await logDomains(aside, of, names);
        if (at < batches - 1) await logDomains(aside, of, [`job-${round}-${at}-last.example`]);
      }
      const began = performance.now();
      await logDomains(storage, of, [`job-${round}-last.example`]);
      await ended;
      return performance.now() - began;
    },
    async stop() {
      await relay.stop();
      await Promise.all([storage.close(), aside.close()]);
    },
  };
}

/** The queue alone, on the same server, with the same number at once and the same forgetting. */
async function bareLine(place: QueuePlace): Promise<Line> {
  const count = countdown();
  const postgres = withBackend(createPostgresBackend);
  const run = async (): Promise<void> => count.one();
  const name = "bare";
  const [queue, worker] =
    "redisUrl" in place
      ? [
          new Queue(name, { connection: { url: place.redisUrl } }),
          new Worker(name, run, { connection: { url: place.redisUrl, maxRetriesPerRequest: null }, concurrency: workers }),
        ]
      : [
          new postgres.Queue(name, { connection: { connectionString: place.postgresUrl, migrate: true } }),
          new postgres.Worker(name, run, { connection: { connectionString: place.postgresUrl, migrate: true }, concurrency: workers }),
        ];
  return {
    async run(round) {
      const over = count.begin(batch * batches);
      const began = performance.now();
      for (let at = 0; at < batches; at++)
        await queue.addBulk(
          Array.from({ length: batch }, (_, next) => {
            const id = `job-${round}-${at}-${next}`;
            return { name: "work", data: { id }, opts: { jobId: id, removeOnComplete: true, removeOnFail: true } };
          }),
        );
      await over;
      return performance.now() - began;
    },
    async stop() {
      await worker.close();
      await queue.close();
    },
  };
}

async function against(backend: string, ours: Line, peer: Line): Promise<Figure> {
  const [mine, bare]: [number[], number[]] = [[], []];
  const timed = (line: Line, into: number[]) => async (round: number) => {
    const took = await line.run(round);
    // the first round makes what is made once
    if (round > 0) into.push((batch * batches * 1_000) / took);
  };
  await interleaved(rounds, timed(ours, mine), timed(peer, bare));
  return { name: `jobs per second through relay and worker, queue on ${backend}`, unit: "/s", ours: mine, peer: bare, bar: { least: 0.7 } };
}

async function compare(backend: string, ownerUrl: string, place: QueuePlace, barePlace: QueuePlace): Promise<Figure> {
  const [ours, peer] = [await ourLine(ownerUrl, place), await bareLine(barePlace)];
  try {
    return await against(backend, ours, peer);
  } finally {
    await ours.stop();
    await peer.stop();
  }
}

async function measure(): Promise<Findings> {
  const postgres = await testPostgres();
  const database = async (name: string): Promise<string> => {
    await connected(postgres.ownerUrl, (client) => client.query(`create database ${name}`));
    return Object.assign(new URL(postgres.ownerUrl), { pathname: `/${name}` }).href;
  };
  const figures: Figure[] = [];
  const notes = [
    "jobs: correlations that meet nothing, counted when their rows are done; a wake-up in the queue stands for up to 100 rows, which share a transaction and an audit entry that names them all. Peer is the same number of empty jobs through BullMQ alone.",
  ];
  try {
    figures.push(
      await compare("PostgreSQL", postgres.ownerUrl, { postgresUrl: postgres.ownerUrl }, { postgresUrl: await database("bare") }),
    );
    const redis = await testRedis().catch(() => undefined);
    if (redis === undefined) notes.push("jobs: there is no Redis on this machine.");
    else {
      try {
        figures.push(await compare("Redis", await database("with_redis"), { redisUrl: redis.url }, { redisUrl: `${redis.url}/1` }));
      } finally {
        await redis.stop();
      }
    }
  } finally {
    await postgres.stop();
  }
  return { figures, notes };
}

export const jobs: Group = { rows: { jobs: "jobs per second through relay and worker, against bare BullMQ" }, measure };
