import type { OlmMachine } from "@matrix-org/matrix-sdk-crypto-wasm";
import { canonicalJson } from "#domain/primitives/canonical-json.ts";
import type { Homeserver } from "../../matrix/homeserver.ts";
import { EncryptionRefused } from "../faults.ts";
import type { PanicGuard } from "../panic-guard.ts";

/**
 * Shows the homeserver this device's keys again. A hard logout takes the device off the account, and a login of the same name
 * brings back the name alone, while the machine holds that it has uploaded its keys for good. `signatures`: the body with which
 * the machine uploads its own signatures; the keys stand in it as it made them. One-time keys follow with the next sync.
 */
export async function republishDevice(
  { machine, guard, homeserver }: { readonly machine: OlmMachine; readonly guard: PanicGuard; readonly homeserver: Homeserver },
  signatures: string,
): Promise<void> {
  const { userId, deviceId } = homeserver;
  const body = JSON.parse(signatures) as Readonly<Record<string, Readonly<Record<string, object>>>>;
  const { signatures: _, unsigned: __, ...keys }: Record<string, unknown> = { ...body[userId]?.[deviceId] };
  if (keys.device_id !== deviceId) throw new EncryptionRefused("self-test");
  const signed = await guard.wait(machine.sign(canonicalJson(keys)));
  const signature = (JSON.parse(signed.asJSON()) as typeof body)[userId];
  const own = `ed25519:${deviceId}`;
  const mine = new Map(Object.entries(signature ?? {})).get(own);
  await homeserver.keysUpload({ device_keys: { ...keys, signatures: { [userId]: { [own]: mine } } } });
}
