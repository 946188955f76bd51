import { setTimeout as sleep } from "node:timers/promises";
import { createPostgresBackend, Queue, Worker, withBackend } from "bullmq";
import { Redis } from "ioredis";

type Run = (job: { readonly data: { readonly id: string } }) => Promise<void>;
/** The backends' classes have no common supertype; these are the parts that are used. */
interface Consumer {
  on(event: "error", listener: (error: Error) => void): unknown;
  /** `force`: without telling the queue, which may be away. */
  close(force: boolean): Promise<void>;
}
interface Producer {
  on(event: "error", listener: (error: Error) => void): unknown;
  addBulk(
    jobs: { name: string; data: { id: string }; opts: { jobId: string; removeOnComplete: true; removeOnFail: true } }[],
  ): Promise<unknown>;
  close(force?: boolean): Promise<void>;
}

/** BullMQ's two ends of the one queue, on one of its backends. Both resolve to undefined if `end` was called before they stood. */
export interface Backend {
  producer(): Promise<Producer | undefined>;
  consumer(run: Run, concurrency: number): Promise<Consumer | undefined>;
  /** Whether the producer reaches its server now, as far as is known. */
  isOpen(): boolean;
  /** Drops connections that are still open, and waits for none any more. */
  end(): void;
}

const name = "liaison-work";

const againMs = 1_000;

/**
 * BullMQ keeps the outcome of its first connection for ever: an end whose first one failed would fail each time without
 * asking the server, its worker in a loop that lets nothing else run. So such an end is thrown away and opened again.
 */
export function onPostgres(
  { postgresUrl, borrowed = false }: { readonly postgresUrl: string; readonly borrowed?: boolean },
  onFault: (fault: unknown) => void,
): Backend {
  const postgres = withBackend(createPostgresBackend);
  const connection = { connectionString: postgresUrl, migrate: !borrowed };
  const ending = new AbortController();
  async function standing<E extends Producer | Consumer>(open: () => E & { waitUntilReady(): Promise<unknown> }): Promise<E | undefined> {
    while (!ending.signal.aborted) {
      const end = open();
      end.on("error", onFault);
      try {
        await end.waitUntilReady();
        return end;
      } catch (fault) {
        onFault(fault);
        await end.close(true).catch(onFault);
        await sleep(againMs, undefined, { signal: ending.signal }).catch(() => {});
      }
    }
    return undefined;
  }
  return {
    producer: () => standing<Producer>(() => new postgres.Queue(name, { connection })),
    async consumer(run, concurrency) {
      const worker = await standing(() => new postgres.Worker(name, run, { connection, concurrency, autorun: false }));
      worker?.run().catch(onFault);
      return worker;
    },
    isOpen: () => true,
    end: () => ending.abort(),
  };
}

/** A command that is not answered within this time, in milliseconds, counts as failed: its ids are offered again. */
const timeoutMs = 10_000;

/** `onReady` is called whenever the producer's connection stands. */
export function onRedis(url: string, onFault: (fault: unknown) => void, onReady: () => void): Backend {
  const connection = {
    // commands wait through an outage instead of failing after a number of connections; BullMQ's workers need that
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => Math.min(times * 250, 2_000),
    // after a failover the old address may lead to a replica, which takes no writes
    reconnectOnError: (fault: Error) => fault.message.startsWith("READONLY"),
  };
  const client = new Redis(url, { ...connection, commandTimeout: timeoutMs });
  // BullMQ tells of them too, but not before it is ready and not after its end
  client.on("error", () => {});
  client.on("ready", onReady);
  // its connections are made anew by themselves, so nobody waits for the first
  const told = <E extends Producer | Consumer>(end: E): E => {
    end.on("error", onFault);
    return end;
  };
  return {
    producer: async () => told(new Queue(name, { connection: client })),
    consumer: async (run, concurrency) => told(new Worker(name, run, { connection: { url, ...connection }, concurrency })),
    isOpen: () => client.status === "ready",
    end: () => client.disconnect(),
  };
}
