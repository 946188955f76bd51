import type { Settings } from "../config/settings/settings.ts";
import { openQueue, type WorkQueue } from "../jobs/engine/queue.ts";
import type { Log } from "./runtime/log.ts";

/** The queue of jobs where the settings put it: in the database of this owner, or in Redis. */
export const queueOf = ({ redisUrl }: Settings, ownerUrl: string, log: Log): WorkQueue =>
  openQueue(redisUrl === undefined ? { postgresUrl: ownerUrl } : { redisUrl }, (name) => log.warn("queue", { reason: name }));
