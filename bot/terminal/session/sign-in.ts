import { setTimeout as sleep } from "node:timers/promises";
import type { CryptoJournal } from "../../../storage/device/crypto-journal.ts";
import { type Encryption, EncryptionRefused, openEncryption } from "../../encryption/client.ts";
import type { Homeserver } from "../../matrix/homeserver.ts";

/** Where an officer's recovery key rests. */
export interface Recovery {
  readonly recoveryKey: () => string | undefined;
  /** Takes the recovery key of a new identity. */
  readonly keepRecoveryKey: (key: string) => void;
}

/** While another device makes the officer's identity, its recovery key is not there yet. */
const tries = 15;
const pauseMs = 1_000;
const beingMade: readonly string[] = ["identity-elsewhere", "identity-refused", "wrong-recovery-key"];

/**
 * Opens encryption for an officer's device, signed by the officer's identity, which is made if there is none. `retrying`:
 * waits for an identity that is just being made elsewhere. Rejects as openEncryption does.
 */
export async function signIn(homeserver: Homeserver, journal: CryptoJournal, recovery: Recovery, retrying: boolean): Promise<Encryption> {
  for (let left = retrying ? tries : 1; ; left--) {
    const recoveryKey = recovery.recoveryKey();
    try {
      return await openEncryption({
        homeserver,
        journal,
        deviceTrust: "owner-signed",
        log: { warn: () => {} },
        showRecoveryKey: recovery.keepRecoveryKey,
        ...(recoveryKey !== undefined && { recoveryKey }),
      });
    } catch (fault) {
      if (left === 1 || !(fault instanceof EncryptionRefused) || !beingMade.includes(fault.code)) throw fault;
      await sleep(pauseMs);
    }
  }
}
