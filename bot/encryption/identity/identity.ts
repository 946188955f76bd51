import {
  DeviceId,
  KeysUploadRequest,
  type OlmMachine,
  type OutgoingRequest,
  OwnUserIdentity,
  UserId,
} from "@matrix-org/matrix-sdk-crypto-wasm";
import { type Homeserver, HomeserverError } from "../../matrix/homeserver.ts";
import { EncryptionRefused } from "../faults.ts";
import type { Keys } from "../keys.ts";
import type { PanicGuard } from "../panic-guard.ts";
import type { DurableStore } from "../store/durable-store.ts";
import { publicKeyOf } from "./public-key.ts";
import { republishDevice } from "./republish-device.ts";
import { fetchSecrets, isStored, store } from "./secret-storage.ts";

/** What the homeserver shows of the bot's own account. */
export interface OwnKeys {
  readonly masterKey: string | undefined;
  /** The ed25519 key of this device. */
  readonly deviceKey: string | undefined;
}

interface KeyAnswer {
  readonly master_keys?: Readonly<Record<string, unknown>>;
  readonly device_keys?: Readonly<Record<string, Readonly<Record<string, { readonly keys?: Readonly<Record<string, unknown>> }>>>>;
}

/** Asks directly: the machine would throw its private keys away if it were shown another identity of its own. */
export async function ownKeys(homeserver: Homeserver): Promise<OwnKeys> {
  const { userId, deviceId } = homeserver;
  const answer: KeyAnswer = await homeserver.keysQuery({ device_keys: { [userId]: [] } });
  const deviceKey = answer.device_keys?.[userId]?.[deviceId]?.keys?.[`ed25519:${deviceId}`];
  return { masterKey: publicKeyOf(answer.master_keys?.[userId]), deviceKey: typeof deviceKey === "string" ? deviceKey : undefined };
}

/** Before the machine sees a key query's answer: an identity of our own that is not ours ends everything. */
export function refuseForeignMaster(
  answer: { readonly master_keys?: unknown },
  user: string,
  durable: Pick<DurableStore, "masterKey">,
  guard: PanicGuard,
): void {
  const all = answer.master_keys;
  const shown = typeof all === "object" && all !== null ? publicKeyOf(new Map<string, unknown>(Object.entries(all)).get(user)) : undefined;
  if (shown === undefined || durable.masterKey === undefined || shown === durable.masterKey) return;
  const why = new EncryptionRefused("identity-differs");
  guard.poison(why);
  throw why;
}

interface Parts {
  readonly machine: OlmMachine;
  readonly guard: PanicGuard;
  readonly homeserver: Homeserver;
  readonly keys: Keys;
  readonly durable: DurableStore;
  readonly send: (request: OutgoingRequest) => Promise<void>;
  readonly recoveryKey?: string;
  readonly showRecoveryKey?: (recoveryKey: string) => Promise<void> | void;
}

/**
 * Makes the bot's cross-signing identity or takes it up again, signs this device with it, sees for itself that the
 * homeserver shows both, and lays the private keys down in secret storage. Throws EncryptionRefused; each step may be
 * repeated after a crash.
 */
export async function establishIdentity(parts: Parts, server: OwnKeys): Promise<void> {
  const { machine, guard, homeserver, keys } = parts;
  const { hasMaster } = await guard.wait(machine.crossSigningStatus());
  if (!hasMaster && server.masterKey !== undefined) await takeUp(parts, server.masterKey);
  else await publish(parts, server);
  await keys.track([homeserver.userId]);
  const { showRecoveryKey } = parts;
  const [isDone] = await Promise.all([showRecoveryKey === undefined || isStored(homeserver), selfTest(parts)]);
  if (showRecoveryKey === undefined || isDone) return;
  const secrets = await guard.wait(machine.exportCrossSigningKeys());
  const { masterKey: master, self_signing_key: selfSigning, userSigningKey: userSigning } = secrets ?? {};
  if (master === undefined || selfSigning === undefined || userSigning === undefined) throw new EncryptionRefused("self-test");
  await store(homeserver, { master, selfSigning, userSigning }, async (key) => showRecoveryKey(key));
}

/** Neither has one, or the store has it: all three uploads again, which changes nothing where they had arrived. */
async function publish(parts: Parts, { masterKey: onServer, deviceKey }: OwnKeys): Promise<void> {
  const { machine, guard, homeserver, durable, send } = parts;
  // false: an identity that is there is never replaced
  const requests = await guard.wait(machine.bootstrapCrossSigning(false));
  const body = JSON.parse(requests.uploadSigningKeysRequest.body) as { readonly master_key?: unknown };
  const mine = publicKeyOf(body.master_key);
  if (mine === undefined) throw new EncryptionRefused("self-test");
  if (onServer !== undefined && onServer !== mine) throw new EncryptionRefused("identity-differs");
  await durable.keepMasterKey(mine);
  // the package types it as any
  const uploadKeys = requests.uploadKeysRequest as OutgoingRequest | undefined;
  // there may be one-time keys to upload and nothing else
  const showsDevice = uploadKeys instanceof KeysUploadRequest && "device_keys" in JSON.parse(uploadKeys.body);
  if (deviceKey === undefined && !showsDevice) await uploaded(republishDevice(parts, requests.uploadSignaturesRequest.body));
  if (uploadKeys !== undefined) await send(uploadKeys);
  const signing = homeserver.signingKeysUpload(body);
  // After a take-up our copies lack signatures that the server's have: to it they are other keys, for which it wants a
  // password (401). Ours are there all the same, and the self-test looks at them.
  await uploaded(onServer === undefined ? signing : unlessUnauthorized(signing));
  await uploaded(send(requests.uploadSignaturesRequest));
}

/** The server has one, the store not: it comes from secret storage, and then signs this device. */
async function takeUp({ machine, guard, homeserver, durable, keys, send, recoveryKey }: Parts, onServer: string): Promise<void> {
  if (recoveryKey === undefined) throw new EncryptionRefused("identity-elsewhere");
  const secrets = await fetchSecrets(homeserver, recoveryKey);
  if (secrets === undefined) throw new EncryptionRefused("wrong-recovery-key");
  await keys.flush();
  await keys.track([homeserver.userId]);
  const status = await guard.wait(machine.importCrossSigningKeys(secrets.master, secrets.selfSigning, secrets.userSigning));
  if (!status.hasMaster || !status.hasSelfSigning || !status.hasUserSigning) throw new EncryptionRefused("wrong-recovery-key");
  await durable.keepMasterKey(onServer);
  const device = await guard.wait(machine.getDevice(new UserId(homeserver.userId), new DeviceId(homeserver.deviceId)));
  if (device === undefined) throw new EncryptionRefused("self-test");
  await uploaded(send(await guard.wait(device.verify())));
}

const unlessUnauthorized = (sent: Promise<unknown>): Promise<unknown> =>
  sent.catch((error: unknown) => {
    if (!(error instanceof HomeserverError && error.status === 401)) throw error;
  });

/** A refusal of the keys themselves is for a person; anything else is the homeserver's problem. */
async function uploaded(sent: Promise<unknown>): Promise<void> {
  try {
    await sent;
  } catch (error) {
    throw error instanceof HomeserverError && error.permanent ? new EncryptionRefused("identity-refused") : error;
  }
}

/** Fail closed: what others see on the homeserver must be this device, signed by this identity, all of whose keys are here. */
async function selfTest({ machine, guard, homeserver, durable }: Parts): Promise<void> {
  const seen = await ownKeys(homeserver);
  const user = new UserId(homeserver.userId);
  const device = await guard.wait(machine.getDevice(user, new DeviceId(homeserver.deviceId)));
  const identity = await guard.wait(machine.getIdentity(user));
  const status = await guard.wait(machine.crossSigningStatus());
  const good =
    seen.masterKey !== undefined &&
    seen.masterKey === durable.masterKey &&
    seen.deviceKey === machine.identityKeys.ed25519.toBase64() &&
    status.hasMaster &&
    status.hasSelfSigning &&
    status.hasUserSigning &&
    identity instanceof OwnUserIdentity &&
    identity.isVerified() &&
    device?.isCrossSignedByOwner() === true;
  if (!good) throw new EncryptionRefused("self-test");
}
