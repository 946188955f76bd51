import { writePrivateJson } from "../config/files/private-file.ts";
import { readSecretText } from "../config/files/secret-file.ts";
import { Refusal } from "../config/refusal.ts";
import type { Keyring } from "../storage/sealing/keyring.ts";
import { type ReceiverKeys, receiverKeyring } from "../storage/sealing/receiver-keys.ts";

const name = "The file of LIAISON_RECEIVER_KEY_FILE";

/** Writes the keys of receivers, mode 0600. */
export const writeReceiverKeys = (path: string, keys: ReceiverKeys): void => writePrivateJson(path, keys);

/** The keyring of a process that only receives alerts. Throws Refusal. */
export function readReceiverKeys(path: string): Keyring {
  const text = readSecretText(path, name);
  const keyring = receiverKeyring(fieldsOf(text));
  if (keyring === undefined)
    throw new Refusal(`${name} holds no keys of a receiver: make it anew with npm run liaison -- receiver key FILE.`);
  return keyring;
}

function fieldsOf(text: string): ReceiverKeys {
  let fields: { readonly receiving?: unknown; readonly lookup?: unknown } = {};
  try {
    fields = Object(JSON.parse(text));
  } catch {
    // refused below: what is no JSON has no keys
  }
  return { receiving: String(fields.receiving), lookup: String(fields.lookup) };
}
