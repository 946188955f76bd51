import type { CryptoSync, Encryption } from "../encryption/client.ts";
import { isFatal } from "../runtime/fatal.ts";
import type { Runtime } from "../runtime/runtime.ts";

type Dependencies = Pick<Runtime, "storage" | "log" | "now"> & { readonly encryption: Pick<Encryption, "receive"> };

/** What was begun this often and never ended is what ends us. */
const mostAttempts = 3;

/**
 * Gives a batch to the encryption machine. One that kills it would come again after every restart, so attempts are
 * counted before: after three, each message is fed alone, and the one that kills three times more is parked. A batch
 * without to-device messages costs nothing. Rejects with what ends the process.
 */
export async function receiveKeys(deps: Dependencies, sync: CryptoSync): Promise<void> {
  const { storage, encryption, log } = deps;
  if (sync.toDevice.length === 0) return encryption.receive(sync);
  for (;;) {
    const attempts = await storage.transaction((tx) => tx.sync.begin());
    if (attempts > mostAttempts) return oneByOne(deps, sync);
    try {
      return await encryption.receive(sync);
    } catch (fault) {
      if (isFatal(fault)) throw fault;
      log.fault("receiving", fault, { attempts, count: sync.toDevice.length });
    }
  }
}

async function oneByOne(deps: Dependencies, sync: CryptoSync): Promise<void> {
  deps.log.warn("receiving one by one", { count: sync.toDevice.length });
  await deps.encryption.receive({ ...sync, toDevice: [] });
  for (const message of sync.toDevice) await alone(deps, { ...sync, changed: [], left: [], toDevice: [message] }, JSON.stringify(message));
}

async function alone({ storage, encryption, log, now }: Dependencies, sync: CryptoSync, message: string): Promise<void> {
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
      if (isFatal(fault)) throw fault;
      log.fault("receiving", fault, { attempts, count: 1 });
    }
  }
}
