import type { WorkQueue } from "./queue.ts";

/**
 * A queue that can be handed out before it is there: what is added waits for it. BullMQ takes a fifth of what a start loads, and
 * only jobs need it, so the bot opens its queue when it is ready.
 */
export function lateQueue(opening: Promise<WorkQueue>): WorkQueue {
  // whoever adds hears of it
  opening.catch(() => {});
  return {
    add: async (ids) => (await opening).add(ids),
    work: (run, concurrency) =>
      void opening.then(
        (queue) => queue.work(run, concurrency),
        () => {},
      ),
    close: async () => (await opening).close(),
  };
}
