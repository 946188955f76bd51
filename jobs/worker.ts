import type { Say } from "#domain/notice.ts";
import type { Storage, WorkItem } from "../storage/index.ts";
import type { Jobs } from "./define.ts";

/** What a worker tells its owner: names and ids, never content. */
export interface WorkerEvents {
  /** Rows were written that must be said. */
  said(): void;
  /** It is done already, or not due by this clock: the queue has forgotten it, whoever offers it looks again. */
  early(id: string): void;
  /** A run failed; it is tried again at `at`, or parked. */
  failed(id: string, job: string, fault: unknown, next: { readonly at: Date } | "parked"): void;
}

/**
 * Runs one work row by its id, in one transaction with what it says. Safe to call twice: a row that is done or taken by
 * another worker is left alone. Never rejects, so that nothing of a fault reaches the queue's own tables.
 */
export async function runWork(storage: Storage, jobs: Jobs, id: string, now: () => Date, events: WorkerEvents): Promise<void> {
  // One reading for the whole run. Who offered it may have another clock, or the same one before it was set back: a record
  // that meets the others before its time by this clock would meet nobody, for ever.
  const at = now();
  try {
    if ((await storage.transaction((tx) => tx.work.begin(id, at))) === undefined) return events.early(id);
    const says = await storage.transaction(async (tx) => {
      const item = await tx.work.take(id, at);
      if (item === undefined) return [];
      const said = await jobs[item.work.job].run(item.work.subject, tx.stores, at);
      for (const say of said) await tx.outbox.say(say, now());
      await tx.audit.append(
        { action: `job ${item.work.job}`, outcome: "done", content: { id, says: said.map((say: Say) => say.notice.say) } },
        now(),
      );
      await tx.work.done(id, now());
      return said;
    });
    if (says.length > 0) events.said();
  } catch (fault) {
    await settleFailure(storage, jobs, id, at, fault, events);
  }
}

/** The row, not the queue, knows how often it was tried. A row that cannot even be reached is found again by the reconciler. */
async function settleFailure(storage: Storage, jobs: Jobs, id: string, now: Date, fault: unknown, events: WorkerEvents): Promise<void> {
  try {
    await storage.transaction(async (tx) => {
      const item = await tx.work.take(id, now);
      if (item === undefined) return;
      const next = nextTry(jobs, item, now);
      await tx.work.failed(id, next);
      events.failed(id, item.work.job, fault, next);
    });
  } catch (second) {
    events.failed(id, "unknown", second, { at: now });
  }
}

function nextTry(jobs: Jobs, item: WorkItem, now: Date): { readonly at: Date } | "parked" {
  const { attempts, backoffMs } = jobs[item.work.job];
  return item.attempts >= attempts ? "parked" : { at: new Date(now.getTime() + backoffMs * 2 ** Math.max(0, item.attempts - 1)) };
}
