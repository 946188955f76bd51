import { createPostgresBackend, Queue, Worker, withBackend } from "bullmq";

/** Where the queue lives; it only wakes workers, so losing it loses nothing. */
export type QueuePlace = { readonly postgresUrl: string } | { readonly redisUrl: string };

export interface WorkQueue {
  /** Adds what is not there already: an id that waits or runs is left alone. */
  add(ids: readonly string[]): Promise<void>;
  /** Calls `run` for each id, at most `concurrency` at once; what `run` throws ends this delivery only. */
  work(run: (id: string) => Promise<void>, concurrency: number): void;
  close(): Promise<void>;
}

const name = "liaison-work";

/** Opens the queue; faults of its connection go to `onFault` by name, since the reconciler makes up for them. */
export function openQueue(place: QueuePlace, onFault: (name: string) => void): WorkQueue {
  const { queueOf, workerOf } = backend(place);
  const queue = queueOf();
  queue.on("error", (error) => onFault(error.name));
  let worker: Consumer | undefined;
  return {
    async add(ids) {
      // Finished jobs go at once: adding an id that the queue remembers as finished would do nothing.
      await queue.addBulk(
        ids.map((id) => ({ name: "work", data: { id }, opts: { jobId: id, removeOnComplete: true, removeOnFail: true } })),
      );
    },
    work(run, concurrency) {
      worker = workerOf((job) => run(job.data.id), concurrency);
      worker.on("error", (error) => onFault(error.name));
    },
    async close() {
      await worker?.close();
      await queue.close();
    },
  };
}

type Run = (job: { readonly data: { readonly id: string } }) => Promise<void>;
/** The two backends' classes have no common supertype; these are the parts that are used. */
interface Consumer {
  on(event: "error", listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}
interface Producer extends Consumer {
  addBulk(
    jobs: { name: string; data: { id: string }; opts: { jobId: string; removeOnComplete: true; removeOnFail: true } }[],
  ): Promise<unknown>;
}

function backend(place: QueuePlace): { queueOf: () => Producer; workerOf: (run: Run, concurrency: number) => Consumer } {
  if ("redisUrl" in place) {
    const connection = { url: place.redisUrl, maxRetriesPerRequest: null };
    return {
      queueOf: () => new Queue(name, { connection }),
      workerOf: (run, concurrency) => new Worker(name, run, { connection, concurrency }),
    };
  }
  const onPostgres = withBackend(createPostgresBackend);
  const connection = { connectionString: place.postgresUrl, migrate: true };
  return {
    queueOf: () => new onPostgres.Queue(name, { connection }),
    workerOf: (run, concurrency) => new onPostgres.Worker(name, run, { connection, concurrency }),
  };
}
