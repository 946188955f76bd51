import { randomBytes } from "node:crypto";
import { openCryptoJournal } from "../../../../storage/device/crypto-journal.ts";
import type { LeaseOptions } from "../../../../storage/engine/lease.ts";
import { openStorage } from "../../../../storage/open.ts";

/** A database for journals: each `open` is another process's start, which takes the lease at once. */
export function journalsIn(ownerUrl: string, masterKey: Buffer = randomBytes(32)) {
  const lease: LeaseOptions = { how: "at-once" };
  return {
    masterKey,
    async open() {
      const storage = await openStorage({ ownerUrl, masterKey, lease, graceMs: 0 });
      return { storage, journal: openCryptoJournal(storage.database), close: () => storage.close() };
    },
  };
}
