import { setTimeout as sleep } from "node:timers/promises";
import { pauseAfter, whileAway } from "#domain/time/pauses.ts";
import { isOutage } from "../../storage/index.ts";
import { type CryptoSync, type Encryption, JournalFailed } from "../encryption/client.ts";
import { isFatal } from "../runtime/fatal.ts";
import type { Runtime } from "../runtime/runtime.ts";

interface Dependencies extends Pick<Runtime, "storage" | "log" | "now"> {
  readonly encryption: Pick<Encryption, "receive">;
  /** The process ends. */
  readonly stopping: AbortSignal;
}

/** What was begun this often and never ended is what ends us. */
const mostAttempts = 3;

/**
 * Gives a batch to the encryption machine. One that kills it would come again after every restart, so attempts are
 * counted before: after three, each message is fed alone, and the one that kills three times more is parked. A batch
 * without to-device messages costs nothing. An attempt that an outage of the database cut off is not counted, or some of
 * those would park a good key. Rejects with what ends the process.
 */
export async function receiveKeys(deps: Dependencies, sync: CryptoSync): Promise<void> {
  const { storage, encryption } = deps;
  if (sync.toDevice.length === 0) return encryption.receive(sync);
  for (;;) {
    const attempts = await storage.transaction((tx) => tx.sync.begin());
    if (attempts > mostAttempts) return oneByOne(deps, sync);
    try {
      return await encryption.receive(sync);
    } catch (fault) {
      await failed(deps, fault, { attempts, count: sync.toDevice.length });
    }
  }
}

async function oneByOne(deps: Dependencies, sync: CryptoSync): Promise<void> {
  deps.log.warn("receiving one by one", { count: sync.toDevice.length });
  await deps.encryption.receive({ ...sync, toDevice: [] });
  for (const message of sync.toDevice) await alone(deps, { ...sync, changed: [], left: [], toDevice: [message] }, JSON.stringify(message));
}

async function alone(deps: Dependencies, sync: CryptoSync, message: string): Promise<void> {
  const { storage, encryption, log, now } = deps;
  for (;;) {
    const attempts = await storage.transaction((tx) => tx.sync.beginMessage(message));
    if (attempts === undefined) return;
    if (attempts > mostAttempts) {
      await storage.transaction(async (tx) => {
        await tx.sync.parkMessage(message, now());
        await tx.audit.append({ action: "to-device", outcome: "failed", content: {} }, now());
      });
      return log.warn("parked", { reason: "to-device" });
    }
    try {
      await encryption.receive(sync);
      return await storage.transaction((tx) => tx.sync.tookMessage(message));
    } catch (fault) {
      await failed(deps, fault, { attempts, count: 1 }, message);
    }
  }
}

/** Throws what ends the process. */
async function failed(
  deps: Dependencies,
  fault: unknown,
  counted: { readonly attempts: number; readonly count: number },
  message?: string,
): Promise<void> {
  const ends = isFatal(fault);
  if (!ends) deps.log.fault("receiving", fault, counted);
  if (isOutage(fault) || (fault instanceof JournalFailed && fault.outage)) await excuse(deps, message, ends);
  if (ends) throw fault;
}

/** As soon as the database can again; a process that ends tries once, as it does where a full disk refuses the larger write alone. */
async function excuse({ storage, stopping }: Dependencies, message: string | undefined, ends: boolean): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await storage.transaction((tx) => tx.sync.excuse(message));
    } catch (fault) {
      if (ends || stopping.aborted || isFatal(fault)) return;
      await sleep(pauseAfter(tries, whileAway), undefined, { signal: stopping }).catch(() => {});
    }
  }
}
