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
  close(): Promise<void>;
}

/** BullMQ's two ends of the one queue, on one of its backends. */
export interface Ends {
  readonly producer: Producer;
  consumer(run: Run, concurrency: number): Consumer;
  /** Whether the producer reaches its server now, as far as is known. */
  isOpen(): boolean;
  /** Drops connections that are still open. */
  end(): void;
}

const name = "liaison-work";

export function onPostgres(url: string): Ends {
  const postgres = withBackend(createPostgresBackend);
  const connection = { connectionString: url, migrate: true };
  return {
    producer: new postgres.Queue(name, { connection }),
    consumer: (run, concurrency) => new postgres.Worker(name, run, { connection, concurrency }),
    isOpen: () => true,
    end: () => {},
  };
}

/** A command that is not answered within this time, in milliseconds, counts as failed: its ids are offered again. */
const patienceMs = 10_000;

/** `onReady` is called whenever the producer's connection stands. */
export function onRedis(url: string, onReady: () => void): Ends {
  const connection = {
    // commands wait through an outage instead of failing after a number of connections; BullMQ's workers need that
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => Math.min(times * 250, 2_000),
    // after a failover the old address may lead to a replica, which takes no writes
    reconnectOnError: (fault: Error) => fault.message.startsWith("READONLY"),
  };
  const client = new Redis(url, { ...connection, commandTimeout: patienceMs });
  // BullMQ tells of them too, but not before it is ready and not after its end
  client.on("error", () => {});
  client.on("ready", onReady);
  return {
    producer: new Queue(name, { connection: client }),
    consumer: (run, concurrency) => new Worker(name, run, { connection: { url, ...connection }, concurrency }),
    isOpen: () => client.status === "ready",
    end: () => client.disconnect(),
  };
}
