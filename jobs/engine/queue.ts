import { onPostgres, onRedis } from "./backends.ts";
import { faultReport } from "./fault-report.ts";

/** Where the queue lives; it only wakes workers, so losing it loses nothing. */
export type QueuePlace =
  | { readonly postgresUrl: string /** Its tables are another process's to make. */; readonly borrowed?: boolean }
  | { readonly redisUrl: string };

export interface WorkQueue {
  /**
   * Adds what is not there already: an id that waits or runs is left alone. False: the queue is away, so the same ids are
   * to be offered again. Never rejects.
   */
  add(ids: readonly string[]): Promise<boolean>;
  /** Calls `run` for each id, at most `concurrency` at once; what `run` throws ends this delivery only. */
  work(run: (id: string) => Promise<void>, concurrency: number): void;
  /** Resolves when the runs that have begun are over, whether the queue can be reached or not. */
  close(): Promise<void>;
}

/**
 * Opens the queue and returns at once: one that is away is waited for, since everything that it shall carry waits in its
 * row. Faults go to `onFault` by their short name (`ECONNREFUSED`, `WRONGPASS`), each at most once a minute, and `back`
 * when it works again; an address or a password is never in them.
 */
export function openQueue(place: QueuePlace, onFault: (name: string) => void): WorkQueue {
  const tell = faultReport(onFault);
  const line = "redisUrl" in place ? onRedis(place.redisUrl, tell.fault, tell.well) : onPostgres(place, tell.fault);
  const opening = line.producer();
  let producer: Awaited<typeof opening>;
  opening.then((standing) => {
    producer = standing;
    tell.well();
  }, tell.fault);
  let consumer: ReturnType<typeof line.consumer> | undefined;
  const running = new Set<Promise<void>>();
  let closing = false;
  return {
    async add(ids) {
      if (closing || producer === undefined || !line.isOpen()) return false;
      try {
        // Finished jobs go at once: adding an id that the queue remembers as finished would do nothing.
        await producer.addBulk(
          ids.map((id) => ({ name: "work", data: { id }, opts: { jobId: id, removeOnComplete: true, removeOnFail: true } })),
        );
        tell.well();
        return true;
      } catch (fault) {
        tell.fault(fault);
        return false;
      }
    },
    work(run, concurrency) {
      consumer = line.consumer(async ({ data: { id } }) => {
        // what is delivered while we close stays open in its row
        if (closing) return;
        const begun = run(id);
        running.add(begun);
        await begun.finally(() => running.delete(begun));
      }, concurrency);
      consumer.catch(tell.fault);
    },
    async close() {
      closing = true;
      await Promise.allSettled(running);
      const open = line.isOpen();
      line.end();
      // in order means to tell the queue of the last runs, which one that is away would never hear
      await (await consumer)?.close(!open);
      await (await opening)?.close();
    },
  };
}
