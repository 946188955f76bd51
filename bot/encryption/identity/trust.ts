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

/** Another identity than the pinned or verified one. */
export const isUntrusted = (identity: OtherUserIdentity): boolean =>
  identity.identityNeedsUserApproval() || identity.hasVerificationViolation();

/** Those who show another identity than the pinned or verified one. The machine itself would go on sharing with them. */
export async function untrustedAmong(machine: OlmMachine, guard: PanicGuard, members: readonly UserId[]): Promise<readonly UserId[]> {
  const changed = await Promise.all(
    members.map(async (member) => {
      const identity = await guard.wait(machine.getIdentity(new WasmUserId(member)));
      return identity instanceof OtherUserIdentity && isUntrusted(identity);
    }),
  );
  return members.filter((_, at) => changed[at]);
}
