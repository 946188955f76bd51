import {
  CollectStrategy,
  DecryptionSettings,
  EncryptionSettings,
  HistoryVisibility,
  type OlmMachine,
  OtherUserIdentity,
  TrustRequirement,
  UserId as WasmUserId,
} from "@matrix-org/matrix-sdk-crypto-wasm";
import type { UserId } from "#domain/primitives/ids.ts";
import type { PanicGuard } from "../panic-guard.ts";
import type { IdentityPins } from "./pins.ts";
import { publicKeyOf } from "./public-key.ts";

/**
 * Whose devices may command and read: signed by their owner, whose first identity is pinned; of owners whom a
 * coordinator has verified; or any (a forged sender is refused even then).
 */
export type DeviceTrust = "owner-signed" | "verified" | "any";

/** For `decryptRoomEvent` and for `receiveSyncChanges`, whose own default would let a forged sender through. */
export const decryptionSettings = (trust: DeviceTrust): DecryptionSettings =>
  new DecryptionSettings(trust === "any" ? TrustRequirement.Untrusted : TrustRequirement.CrossSigned);

const tenYearsInMicroseconds = 10n * 365n * 24n * 3_600n * 1_000_000n;

/** For `shareRoomKey`. The machine never rotates by itself: a session that expires between share and encrypt kills it. */
export function encryptionSettings(trust: DeviceTrust): EncryptionSettings {
  const settings = new EncryptionSettings();
  settings.historyVisibility = HistoryVisibility.Joined;
  settings.rotationPeriod = tenYearsInMicroseconds;
  settings.rotationPeriodMessages = 1_000_000n;
  settings.sharingStrategy = strategy(trust);
  return settings;
}
function strategy(trust: DeviceTrust): CollectStrategy {
  if (trust === "any") return CollectStrategy.allDevices();
  return trust === "verified" ? CollectStrategy.onlyTrustedDevices() : CollectStrategy.identityBasedStrategy();
}

/** Whether people show the identity that is theirs. */
export interface Trust {
  /**
   * Those of them who show another identity than the pinned or verified one; whoever is seen for the first time is pinned. The
   * machine itself would go on sharing with them, and knows nothing of what an earlier device had pinned.
   */
  untrusted(members: readonly UserId[]): Promise<readonly UserId[]>;
  changed(user: UserId, identity: OtherUserIdentity): Promise<boolean>;
}

export function openTrust(machine: OlmMachine, guard: PanicGuard, pins: Pick<IdentityPins, "of" | "first">): Trust {
  const differs = (identity: OtherUserIdentity, pin: string | undefined): boolean =>
    identity.identityNeedsUserApproval() || identity.hasVerificationViolation() || (pin !== undefined && pin !== keyOf(identity));
  return {
    async untrusted(members) {
      const shown = new Map<UserId, OtherUserIdentity>();
      for (const member of members) {
        const identity = await guard.wait(machine.getIdentity(new WasmUserId(member)));
        if (identity instanceof OtherUserIdentity) shown.set(member, identity);
      }
      const pinned = await pins.of([...shown.keys()]);
      const changed: UserId[] = [];
      for (const [user, identity] of shown) {
        const key = keyOf(identity);
        if (differs(identity, pinned.get(user))) changed.push(user);
        else if (key !== undefined && pinned.has(user) && pinned.get(user) === undefined) await pins.first(user, key);
      }
      return members.filter((member) => changed.includes(member));
    },
    changed: async (user, identity) => differs(identity, (await pins.of([user])).get(user)),
  };
}

/** The public master key of an identity. */
export const keyOf = (identity: OtherUserIdentity): string | undefined => publicKeyOf(JSON.parse(identity.masterKey));
