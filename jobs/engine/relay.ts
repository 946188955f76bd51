import type { Storage } from "../../storage/index.ts";
import { sharing, wakeUps } from "./batches.ts";
import type { Jobs } from "./define.ts";
import { startLoop } from "./loop.ts";
import type { WorkQueue } from "./queue.ts";

/** A reconciler in the same loop: whatever is due and not done is offered again this often, so a lost queue loses nothing. */
const usualMs = 30_000;
const batch = 500;
/** A queue that is away is tried again after this time. */
const awayMs = 2_000;

export interface Relay {
  /** Its run failed and it is due again later: the queue has forgotten it. */
  retry(id: string): void;
  stop(): Promise<void>;
}

interface RelayDependencies {
  readonly storage: Storage;
  readonly queue: WorkQueue;
  readonly jobs: Jobs;
  readonly now: () => Date;
  /** How often it looks without being woken, in milliseconds. */
  readonly reconcileMs?: number;
  readonly onFault: (fault: unknown) => void;
}

/** Moves the ids of due work rows into the queue, when they become due and again until they are done. */
export function startRelay({ storage, queue, jobs, now, reconcileMs = usualMs, onFault }: RelayDependencies): Relay {
  const share = sharing(jobs);
  let timer: NodeJS.Timeout | undefined;
  // An id offered a moment ago is most likely in the queue still; offering it on every wake-up would cost more than it finds.
  // By a clock that cannot be set back: else an hour's jump would keep ids back for an hour.
  const offered = new Map<string, number>();

  async function pass(): Promise<number> {
    const at = now();
    const tick = performance.now();
    for (const [id, when] of offered) if (when <= tick - reconcileMs) offered.delete(id);
    // What was offered a moment ago must not stand before what was not: a long queue would be offered a batch at a time.
    const [fresh, next] = await storage.read((tx) => Promise.all([tx.work.due(at, batch, [...offered.keys()]), tx.work.nextDue(at)]));
    if (fresh.length > 0 && !(await queue.add(wakeUps(fresh, share)))) return awayMs;
    for (const { id } of fresh) offered.set(id, tick);
    if (fresh.length === batch) return 0;
    return Math.min(reconcileMs, next === undefined ? reconcileMs : Math.max(0, next.getTime() - now().getTime()));
  }

  const line = startLoop(async () => {
    clearTimeout(timer);
    const pause = await pass().catch((fault: unknown) => {
      onFault(fault);
      return 1_000;
    });
    timer = setTimeout(line.wake, pause);
  });

  const deafen = storage.onTouched("work", line.wake);
  line.wake();
  return {
    retry(id) {
      offered.delete(id);
      line.wake();
    },
    async stop() {
      deafen();
      await line.stop();
      clearTimeout(timer);
    },
  };
}
