import {
  DeviceLists,
  EncryptionAlgorithm,
  type OlmMachine,
  RoomSettings,
  RoomId as WasmRoomId,
  UserId as WasmUserId,
} from "@matrix-org/matrix-sdk-crypto-wasm";
import type { Identity } from "#domain/people/identity.ts";
import { type RoomId, type UserId, userId } from "#domain/primitives/ids.ts";
import type { CryptoJournal } from "../../storage/device/crypto-journal.ts";
import type { EncryptedContent, Homeserver } from "../matrix/homeserver.ts";
import { retryingHomeserver } from "../matrix/retrying.ts";
import { keyedQueue } from "../runtime/keyed-queue.ts";
import type { Log } from "../runtime/log.ts";
import { type Decrypted, openDecryption } from "./decrypt.ts";
import { openEncryptor, type UnsignedDevice } from "./encrypt.ts";
import { EncryptionRefused, MachineDied } from "./faults.ts";
import { openApproval } from "./identity/approve.ts";
import { establishIdentity, ownKeys, refuseForeignMaster } from "./identity/identity.ts";
import { type IdentityPins, noPins } from "./identity/pins.ts";
import { publicKeyOf, wordsOf } from "./identity/public-key.ts";
import { type DeviceTrust, decryptionSettings, openTrust } from "./identity/trust.ts";
import { keyQueries } from "./key-queries.ts";
import { openKeys } from "./keys.ts";
import { openMachine } from "./machine.ts";
import { type PanicGuard, panicGuard } from "./panic-guard.ts";
import { type SendInRoom, sendRequests } from "./requests.ts";
import { openDurableStore } from "./store/durable-store.ts";
import { unreachableServers } from "./unreachable-servers.ts";
import { loadWasm } from "./wasm.ts";

export type { Decrypted } from "./decrypt.ts";
export type { UnsignedDevice } from "./encrypt.ts";
export { EncryptionRefused, JournalFailed, MachineDied, UntrustedMembers } from "./faults.ts";
export type { DeviceTrust } from "./identity/trust.ts";
export { compileWasm } from "./wasm.ts";

/** The parts of a /sync answer that concern encryption, as they came. */
export interface CryptoSync {
  readonly toDevice: readonly object[];
  readonly changed: readonly string[];
  readonly left: readonly string[];
  /** A missing algorithm means none left. */
  readonly oneTimeKeys: Readonly<Record<string, number>>;
  readonly unusedFallback?: readonly string[];
}

/**
 * The bot's end of end-to-end encryption. Every method rejects with MachineDied, JournalFailed or LeaseLost once the
 * machine can no longer be trusted; those that ask the homeserver also reject with HomeserverError.
 */
export interface Encryption {
  /** What came is durable when it resolves; the requests that follow from it are sent without being waited for. */
  receive(sync: CryptoSync): Promise<void>;
  /** Sends all that the machine wants sent. */
  flush(): Promise<void>;
  /** Follows these users' devices; resolves when a key query for each that began after the call has ended. */
  track(users: readonly UserId[]): Promise<void>;
  /** `event`: as /sync gave it. Rejects only as every method does. */
  decrypt(event: object, room: RoomId): Promise<Decrypted>;
  /** The content of an `m.room.encrypted` for exactly these members, the bot among them. Throws UntrustedMembers. */
  encrypt(room: RoomId, members: readonly UserId[], type: string, content: object): Promise<EncryptedContent>;
  /**
   * Of the members of the last message in this room those who got no key to it, because their homeserver does not answer.
   * They get one, for what is said from then on, when it does.
   */
  unreached(room: RoomId): readonly UserId[];
  /** Devices in this room that got no key to what was said last, since their owners have not signed them. */
  unsigned(room: RoomId): readonly UnsignedDevice[];
  /** Those of them who show another identity than the pinned or verified one, after any change that sync told of. */
  untrusted(members: readonly UserId[]): Promise<readonly UserId[]>;
  /** The identity that this person shows, as far as it was seen; nobody is asked. */
  identity(user: UserId): Promise<Identity | undefined>;
  /** Takes this identity for the person's own, "verify" for good until it changes. False if another one is shown by now: nothing changes. */
  approve(user: UserId, key: string, how: "pin" | "verify"): Promise<boolean>;
  /** The next message in this room begins a new session. */
  rotate(room: RoomId): Promise<void>;
  /** Keeps for ever that this room is encrypted. */
  secure(room: RoomId): Promise<void>;
  /** Six words of a user's master public key, asked for now; undefined if they have none. */
  fingerprint(user: UserId): Promise<readonly string[] | undefined>;
  /** Keys of these Megolm sessions came, or were withheld: what waits for them can be tried again. */
  onRoomKeys(listener: (sessions: readonly string[]) => void): void;
  /** Whether a key query for this user that began after `since` has been answered. */
  queriedAfter(user: UserId, since: Date): boolean;
  /** Called once when every method has begun to reject. */
  onPoisoned(listener: (why: Error) => void): void;
  close(): Promise<void>;
}

export interface EncryptionOptions {
  readonly homeserver: Homeserver;
  readonly journal: CryptoJournal;
  readonly deviceTrust: DeviceTrust;
  readonly log: Pick<Log, "warn">;
  /** For whom the operator vouches: with "verified" their first identities count as verified. */
  readonly vouched?: readonly UserId[];
  /** Which identity is whose, beyond this device; without it the store alone knows. */
  readonly pins?: IdentityPins;
  /** Where the data folder keeps its copy of the store's generation. */
  readonly generationFile?: string;
  /** Takes an identity up that the homeserver has and the store has not. */
  readonly recoveryKey?: string;
  /** Shows the operator the recovery key of a new secret storage, once; without it none is made. */
  readonly showRecoveryKey?: (recoveryKey: string) => Promise<void> | void;
  /** For the machine's own messages in rooms; without it they are left. */
  readonly sendInRoom?: SendInRoom;
}

/**
 * Opens the store, the machine on it and the bot's identity. Rejects with EncryptionRefused (its message is the sentence
 * to print) before anything is changed where that can be known.
 */
export async function openEncryption(options: EncryptionOptions): Promise<Encryption> {
  const { deviceTrust, log, pins = noPins } = options;
  let starting = true;
  // Nothing of a start is to be begun again for an outage that passes.
  const homeserver = retryingHomeserver(options.homeserver, log, () => starting);
  const guard = panicGuard();
  const unload = await loadWasm(() => guard.poison(new MachineDied()));
  const server = await ownKeys(homeserver);
  const admit = (known: { readonly existed: boolean; readonly masterKey: string | undefined }): void => {
    if (!known.existed && server.deviceKey !== undefined) throw new EncryptionRefused("device-keys-lost");
    if (known.masterKey !== undefined && server.masterKey !== undefined && server.masterKey !== known.masterKey)
      throw new EncryptionRefused("identity-differs");
  };
  const durable = await openDurableStore({ ...options, userId: homeserver.userId, deviceId: homeserver.deviceId, guard, admit });
  const machine = await openMachine(homeserver, durable, guard);
  const times = keyQueries();
  const servers = unreachableServers();
  const send = sendRequests({
    ...options,
    homeserver,
    machine,
    guard,
    times,
    servers,
    onQuery(users, answer, began) {
      refuseForeignMaster(answer, homeserver.userId, durable, guard);
      return { accepted: () => times.ended(users, answer, began) };
    },
  });
  const keys = openKeys({ machine, guard, log, times, send });
  const close = async (): Promise<void> => {
    await keys.stop();
    if (guard.poisoned === undefined) machine.close();
    await durable.close();
    unload();
  };
  const listeners: ((sessions: readonly string[]) => void)[] = [];
  const tell = async (infos: readonly { readonly sessionId: string }[]): Promise<void> => {
    const sessions = infos.map((info) => info.sessionId);
    for (const listener of listeners) listener(sessions);
  };
  machine.registerRoomKeyUpdatedCallback(tell);
  machine.registerRoomKeysWithheldCallback(tell);
  const receiving = keyedQueue();
  const trust = openTrust(machine, guard, pins);
  const vouched = new Set(deviceTrust === "verified" ? options.vouched : []);
  const approval = openApproval({ machine, guard, keys, send, vouched, trust, pins });
  const encryptor = openEncryptor({
    vouch: approval.vouch,
    machine,
    guard,
    me: homeserver.userId,
    deviceTrust,
    trust,
    servers,
    keys,
    send,
  });
  try {
    await establishIdentity({ ...options, homeserver, machine, guard, keys, durable, send }, server);
  } catch (error) {
    starting = false;
    await close();
    throw error;
  }
  starting = false;
  return {
    async receive(sync) {
      if (sync.changed.length > 0) keys.stale();
      await receiving.run("sync", () => receive(machine, guard, deviceTrust, sync));
      keys.flushSoon();
    },
    flush: keys.flush,
    track: keys.track,
    decrypt: openDecryption({ machine, guard, deviceTrust, trust, times }),
    encrypt: encryptor.encrypt,
    unreached: encryptor.unreached,
    unsigned: encryptor.unsigned,
    async untrusted(members) {
      await keys.fresh(members);
      return trust.untrusted(members);
    },
    identity: approval.identity,
    approve: approval.approve,
    rotate: encryptor.rotate,
    async secure(room) {
      const settings = new RoomSettings();
      settings.algorithm = EncryptionAlgorithm.MegolmV1AesSha2;
      await guard.wait(machine.setRoomSettings(new WasmRoomId(room), settings));
    },
    async fingerprint(user) {
      await keys.ask([user]);
      const identity = await guard.wait(machine.getIdentity(new WasmUserId(user)));
      const key = identity && publicKeyOf(JSON.parse(identity.masterKey));
      return key === undefined ? undefined : wordsOf(key);
    },
    onRoomKeys: (listener) => void listeners.push(listener),
    queriedAfter: times.answeredAfter,
    onPoisoned: guard.onPoisoned,
    close,
  };
}

async function receive(machine: OlmMachine, guard: PanicGuard, trust: DeviceTrust, sync: CryptoSync): Promise<void> {
  const users = (ids: readonly string[]) => ids.filter((id) => userId(id) !== undefined).map((id) => new WasmUserId(id));
  await guard.wait(
    machine.receiveSyncChanges(
      JSON.stringify(sync.toDevice),
      new DeviceLists(users(sync.changed), users(sync.left)),
      new Map(Object.entries(sync.oneTimeKeys)),
      sync.unusedFallback && new Set(sync.unusedFallback),
      decryptionSettings(trust),
    ),
  );
}
