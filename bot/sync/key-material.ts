import type { CryptoSync } from "../encryption/client.ts";
import { objects, type SyncResponse } from "../matrix/sync-response.ts";

/** The parts for the encryption machine. */
export const keyMaterial = (answer: SyncResponse): CryptoSync => ({
  toDevice: objects(answer.to_device?.events),
  changed: answer.device_lists?.changed ?? [],
  left: answer.device_lists?.left ?? [],
  oneTimeKeys: answer.device_one_time_keys_count ?? {},
  ...(answer.device_unused_fallback_key_types && { unusedFallback: answer.device_unused_fallback_key_types }),
});
