import { randomBytes } from "node:crypto";
import { type Homeserver, HomeserverError, type Json } from "../../matrix/homeserver.ts";
import { decodeRecoveryKey, encodeRecoveryKey } from "./recovery-key.ts";
import { openSecret, type SealedSecret, sealSecret } from "./secret-seal.ts";

/** The private cross-signing keys: seeds in unpadded base64. */
export interface IdentitySecrets {
  readonly master: string;
  readonly selfSigning: string;
  readonly userSigning: string;
}

const names = {
  master: "m.cross_signing.master",
  selfSigning: "m.cross_signing.self_signing",
  userSigning: "m.cross_signing.user_signing",
} as const;
const algorithm = "m.secret_storage.v1.aes-hmac-sha2";
const defaultKey = "m.secret_storage.default_key";
const zeros = "\0".repeat(32);

async function read(homeserver: Homeserver, type: string): Promise<Json | undefined> {
  try {
    return await homeserver.accountData(type);
  } catch (error) {
    if (error instanceof HomeserverError && error.status === 404) return undefined;
    throw error;
  }
}
const field = (content: unknown, name: string): unknown =>
  typeof content === "object" && content !== null ? new Map(Object.entries(content)).get(name) : undefined;
const defaultKeyId = async (homeserver: Homeserver): Promise<string | undefined> => {
  const id = field(await read(homeserver, defaultKey), "key");
  return typeof id === "string" ? id : undefined;
};

async function sealedUnder(homeserver: Homeserver, keyId: string, name: string): Promise<SealedSecret | undefined> {
  const sealed = field(field(await read(homeserver, name), "encrypted"), keyId);
  const [iv, ciphertext, mac] = ["iv", "ciphertext", "mac"].map((part) => field(sealed, part));
  return typeof iv === "string" && typeof ciphertext === "string" && typeof mac === "string" ? { iv, ciphertext, mac } : undefined;
}

/** Whether the account's secret storage holds all three keys; it is not opened. */
export async function isStored(homeserver: Homeserver): Promise<boolean> {
  const keyId = await defaultKeyId(homeserver);
  if (keyId === undefined) return false;
  const found = await Promise.all(Object.values(names).map((name) => sealedUnder(homeserver, keyId, name)));
  return found.every((sealed) => sealed !== undefined);
}

/**
 * Puts the keys into the account's secret storage under a new random recovery key. `show` gets that key before the
 * storage counts (the default key comes last), so that after a crash there is never a storage whose key nobody saw.
 */
export async function store(homeserver: Homeserver, secrets: IdentitySecrets, show: (recoveryKey: string) => Promise<void>): Promise<void> {
  const key = randomBytes(32);
  const keyId = randomBytes(16).toString("hex");
  const { iv, mac } = sealSecret(key, "", zeros);
  await homeserver.setAccountData(`m.secret_storage.key.${keyId}`, { algorithm, iv, mac });
  for (const part of ["master", "selfSigning", "userSigning"] as const)
    await homeserver.setAccountData(names[part], { encrypted: { [keyId]: sealSecret(key, names[part], secrets[part]) } });
  await show(encodeRecoveryKey(key));
  await homeserver.setAccountData(defaultKey, { key: keyId });
}

/** The keys from the account's secret storage; undefined if there is none or the recovery key is another's. */
export async function fetchSecrets(homeserver: Homeserver, recoveryKey: string): Promise<IdentitySecrets | undefined> {
  const key = decodeRecoveryKey(recoveryKey);
  const keyId = await defaultKeyId(homeserver);
  if (key === undefined || keyId === undefined) return undefined;
  const opened = async (name: string): Promise<string | undefined> => {
    const sealed = await sealedUnder(homeserver, keyId, name);
    return sealed && openSecret(key, name, sealed);
  };
  const [master, selfSigning, userSigning] = [await opened(names.master), await opened(names.selfSigning), await opened(names.userSigning)];
  return master === undefined || selfSigning === undefined || userSigning === undefined ? undefined : { master, selfSigning, userSigning };
}
