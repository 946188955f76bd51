import type { Settings } from "../config/settings/settings.ts";
import { openQueue, type WorkQueue } from "../jobs/engine/queue.ts";
import type { Log } from "./runtime/log.ts";

/** The queue of jobs where the settings put it: in this database, whose tables a worker does not make, or in Redis. */
export const queueOf = ({ redisUrl, role }: Settings, postgresUrl: string, log: Log): WorkQueue =>
  openQueue(redisUrl === undefined ? { postgresUrl, borrowed: role === "worker" } : { redisUrl }, (name) =>
    log.warn("queue", { reason: name }),
  );
