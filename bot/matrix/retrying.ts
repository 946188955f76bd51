import { pauseAfter, whileAway } from "#domain/time/pauses.ts";
import type { Log } from "../runtime/log.ts";
import { type Homeserver, HomeserverError } from "./homeserver.ts";

/**
 * Asks until there is an answer: an outage that passes must not end a start, least of all one after a fault. Each try that
 * failed is logged as `event`. Rejects with what no repeat heals.
 */
export async function retrying<T>(log: Pick<Log, "warn">, event: string, ask: () => Promise<T>): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await ask();
    } catch (fault) {
      if (!(fault instanceof HomeserverError) || fault.permanent) throw fault;
      log.warn(event, { outcome: "tried again", status: fault.status, errcode: fault.errcode });
      await new Promise((resolve) => setTimeout(resolve, fault.retryAfterMs ?? pauseAfter(failures, whileAway)));
    }
  }
}

/** The same homeserver, each request of which is repeated until it is answered, as long as `starting` says so. */
export const retryingHomeserver = (homeserver: Homeserver, log: Pick<Log, "warn">, starting: () => boolean): Homeserver =>
  homeserver.repeating((ask) => (starting() ? retrying(log, "start", ask) : ask()));
