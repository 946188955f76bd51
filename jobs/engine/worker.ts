import { ok } from "#domain/primitives/result.ts";
import { doubling, pauseAfter } from "#domain/time/pauses.ts";
import { type Beside, isOutage, type Storage, type Transaction, type WorkItem } from "../../storage/index.ts";
import { inBatches, sharing } from "./batches.ts";
import type { Job, Jobs } from "./define.ts";

/** What a worker tells its owner: names and ids, never content. */
export interface WorkerEvents {
  /** It is done already, or not due by this clock: the queue has forgotten it, whoever offers it looks again. */
  early(id: string): void;
  /** A run failed; it is tried again at `at`, or parked. */
  failed(id: string, job: string, fault: unknown, next: { readonly at: Date } | "parked"): void;
}

/** What a worker works with. */
export interface Worker {
  readonly storage: Storage;
  readonly jobs: Jobs;
  readonly now: () => Date;
  readonly events: WorkerEvents;
}

/**
 * Runs one work row by its id, in one transaction with what it sends, and the rows after it for which the same wake-up
 * stands. Safe to call twice: a row that is done or taken by another worker is left alone. Never rejects, so that nothing
 * of a fault reaches the queue's own tables.
 */
export async function runWork(worker: Worker, id: string): Promise<void> {
  const { storage, jobs, now, events } = worker;
  // One reading for the whole run. Who offered it may have another clock, or the same one before it was set back: a record
  // that meets the others before its time by this clock would meet nobody, for ever.
  const at = now();
  let begun: readonly WorkItem[];
  try {
    begun = await storage.transaction((tx) => tx.work.begin(id, at, beside(jobs)));
  } catch (fault) {
    return settleFailure(worker, id, at, fault);
  }
  const [first] = begun;
  if (first === undefined) return events.early(id);
  let left: readonly WorkItem[];
  try {
    left = await withoutIdle(worker, jobs[first.work.job], begun, at);
  } catch (fault) {
    // It is one of them, or none: now that all were tried once each is begun alone.
    events.failed(id, first.work.job, fault, { at });
    for (const { id: other } of begun) if (other !== id) events.early(other);
    return;
  }
  for (const item of left) await runOne(worker, item.id, at);
}

function beside(jobs: Jobs): Beside {
  return { kinds: [...sharing(jobs)], most: inBatches - 1 };
}

/** Ends those that come to nothing, all in one transaction; the others are left. */
async function withoutIdle(
  { storage, now }: Worker,
  { job, hasWork }: Job,
  begun: readonly WorkItem[],
  at: Date,
): Promise<readonly WorkItem[]> {
  if (hasWork === undefined || begun.length === 1) return begun;
  return storage.transaction(async (tx) => {
    const [taken, found] = await Promise.all([
      tx.work.takeAll(
        begun.map(({ id }) => id),
        at,
      ),
      hasWork(
        begun.map(({ work }) => work.subject),
        tx.stores,
      ),
    ]);
    const ids = taken.filter(({ work }) => !found.includes(work.subject)).map(({ id }) => id);
    if (ids.length > 0)
      await Promise.all([
        tx.audit.append({ action: `job ${job}`, outcome: "done", content: { ids, messages: [] } }, now()),
        tx.work.done(ids, now()),
      ]);
    return taken.filter(({ id }) => !ids.includes(id));
  });
}

async function runOne(worker: Worker, id: string, at: Date): Promise<void> {
  const { storage, jobs, now } = worker;
  try {
    await storage.transaction(async (tx) => {
      const item = await tx.work.take(id, at);
      if (item === undefined) return;
      const messages = await jobs[item.work.job].run(item.work.subject, tx.stores, at);
      for (const message of messages) await tx.outbox.send(message, now());
      const content = { id, messages: messages.map(({ notice }) => notice.type) };
      await Promise.all([tx.audit.append({ action: `job ${item.work.job}`, outcome: "done", content }, now()), tx.work.done([id], now())]);
    });
  } catch (fault) {
    await settleFailure(worker, id, at, fault);
  }
}

/** The row, not the queue, knows how often it was tried. A row that cannot even be reached is found again by the reconciler. */
async function settleFailure(worker: Worker, id: string, at: Date, fault: unknown): Promise<void> {
  const { storage, jobs, events } = worker;
  try {
    await storage.transaction(async (tx) => {
      const item = await tx.work.take(id, at);
      if (item === undefined) return;
      const next = nextTry(jobs, item, at, isOutage(fault));
      await tx.work.failed(id, next);
      events.failed(id, item.work.job, fault, next);
      if (next === "parked") await giveUp(worker, tx, item, at);
    });
  } catch (second) {
    events.failed(id, "unknown", second, { at });
  }
}

/** What follows from it that this was the last try. It is parked even if that fails too. */
async function giveUp({ jobs, events }: Worker, tx: Transaction, { id, work }: WorkItem, at: Date): Promise<void> {
  const { job, onFailed } = jobs[work.job];
  if (onFailed === undefined) return;
  try {
    await tx.attempt(async () => {
      const messages = await onFailed(work.subject, tx.stores, at);
      for (const message of messages) await tx.outbox.send(message, at);
      await tx.audit.append(
        { action: `job ${job}`, outcome: "failed", content: { id, messages: messages.map(({ notice }) => notice.type) } },
        at,
      );
      return ok(undefined);
    });
  } catch (second) {
    events.failed(id, job, second, "parked");
  }
}

/** A job that is tried often enough waits no longer than this between two tries. */
const longestMs = 3_600_000;

function nextTry(jobs: Jobs, item: WorkItem, now: Date, outage: boolean): { readonly at: Date } | "parked" {
  const { attempts, backoffMs } = jobs[item.work.job];
  // what the database itself could not is tried until it can
  return item.attempts >= attempts && !outage
    ? "parked"
    : { at: new Date(now.getTime() + pauseAfter(item.attempts, doubling(backoffMs, longestMs))) };
}
