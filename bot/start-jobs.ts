import type { WorkQueue } from "../jobs/engine/queue.ts";
import { type Relay, startRelay } from "../jobs/engine/relay.ts";
import { runWork } from "../jobs/engine/worker.ts";
import { jobsWith } from "../jobs/index.ts";
import type { Source } from "../jobs/sources/define.ts";
import type { Runtime } from "./runtime/runtime.ts";

export interface JobsDependencies extends Pick<Runtime, "storage" | "log" | "now" | "fatal"> {
  readonly queue: WorkQueue;
  readonly sources: readonly Source[];
  /** How many jobs run at once; 0 leaves them to other processes. */
  readonly workers: number;
}

/** Offers due work to the queue and works it off. `stop` lets running jobs end. */
export function startJobs({ storage, queue, sources, log, now, workers, fatal }: JobsDependencies): Relay {
  const jobs = jobsWith(sources);
  const relay = startRelay({ storage, queue, jobs, now, onFault: (fault) => void (fatal(fault) || log.fault("relay", fault)) });
  const failed = (workId: string, job: string, fault: unknown, next: { readonly at: Date } | "parked"): void => {
    if (fatal(fault)) return;
    log.fault("job", fault, { workId, job, outcome: next === "parked" ? "parked" : "again" });
    relay.retry(workId);
  };
  if (workers > 0) queue.work((id) => runWork({ storage, jobs, now, events: { failed, early: relay.retry } }, id), workers);
  return {
    ...relay,
    async stop() {
      await relay.stop();
      await queue.close();
    },
  };
}
