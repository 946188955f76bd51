import { randomBytes } from "node:crypto";
import { alertReceiver } from "./alerts/receiver.ts";
import { openPool } from "./engine/pool.ts";
import { pooledUrl, refuseOtherRole } from "./engine/pooled-url.ts";
import { inTransaction } from "./engine/session.ts";
import { queryOn } from "./engine/statement.ts";
import { announcement } from "./engine/touched.ts";
import type { ReceiverStorage, Touched } from "./index.ts";
import { refuseOtherVersion } from "./migrate.ts";
import type { Keyring } from "./sealing/keyring.ts";

const connections = 4;

/**
 * The database for a process that only receives alerts: under the role of receivers, with their keys alone. It migrates nothing.
 * Rejects with NewerDatabase, OlderDatabase or DatabaseUnreachable.
 */
export async function openReceiver(url: string, keys: Keyring): Promise<ReceiverStorage & { close(): Promise<void> }> {
  await refuseOtherVersion(url, "liaison_feeds");
  const pool = openPool(pooledUrl(url, "liaison_feeds"), connections);
  try {
    await refuseOtherRole(queryOn(pool), "liaison_feeds");
  } catch (error) {
    await pool.end();
    throw error;
  }
  const announce = announcement(randomBytes(8).toString("hex"));
  return {
    transaction(act) {
      const around = { keys, graceMs: 0, tickMs: 0, now: () => new Date(), touched: new Set<Touched>() };
      return inTransaction(pool, around, { epoch: undefined, announce }, (session) => act({ receiver: alertReceiver(session) }));
    },
    close: () => pool.end(),
  };
}
