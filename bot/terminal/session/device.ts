import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { UserId } from "#domain/primitives/ids.ts";
import { lockDataFolder } from "../../../config/files/data-folder.ts";
import { readPrivateJson, writePrivateJson } from "../../../config/files/private-file.ts";
import { Refusal } from "../../../config/refusal.ts";
import type { CryptoJournal } from "../../../storage/device/crypto-journal.ts";
import { type Encryption, EncryptionRefused } from "../../encryption/client.ts";
import { memoryJournal } from "../../encryption/store/memory-journal.ts";
import { HomeserverError, openHomeserver, type SendingHomeserver } from "../../matrix/homeserver.ts";
import { openFileJournal } from "./files/journal.ts";
import { type Login, login, logout } from "./login.ts";
import { keepRecoveryKey, localName, recoveryKeyOf } from "./recovery.ts";
import { type Recovery, signIn } from "./sign-in.ts";

/** A signed device of an officer. */
export interface Device {
  readonly homeserver: SendingHomeserver;
  readonly encryption: Encryption;
  /** The officer's folder, if this is the device that stays; undefined for one that ends with `close`. */
  readonly folder: string | undefined;
  close(): Promise<void>;
}

/** Whose device is wanted, and where. */
export interface DeviceOptions {
  /** Absolute path of the data folder. */
  readonly data: string;
  readonly url: string;
  readonly userId: UserId;
  readonly password: string;
}

const display = "Liaison terminal";

const recoveryOf = ({ data, userId }: DeviceOptions): Recovery => ({
  recoveryKey: () => recoveryKeyOf(data, userId),
  keepRecoveryKey: (key) => keepRecoveryKey(data, userId, key),
});

/**
 * The officer's device of this data folder, as an earlier run left it, or a new one. Where another process has that device
 * at this moment, one that is logged out by `close`. Rejects with HomeserverError or EncryptionRefused.
 */
export async function openDevice(options: DeviceOptions): Promise<Device> {
  const folder = join(options.data, "officers", localName(options.userId));
  return (await isFree(folder)) ? await openKept(options, folder) : await openForNow(options);
}

async function isFree(folder: string): Promise<boolean> {
  try {
    await lockDataFolder(folder, 0);
    return true;
  } catch (fault) {
    if (fault instanceof Refusal) return false;
    throw fault;
  }
}

async function openKept(options: DeviceOptions, folder: string): Promise<Device> {
  const [about, store] = [join(folder, "device.json"), join(folder, "encryption")];
  const known = readPrivateJson(about, { accessToken: "string", deviceId: "string", key: "string" });
  if (known !== undefined) {
    const homeserver = openHomeserver({ homeserver: options.url, userId: options.userId, ...known });
    try {
      const encryption = await signIn(homeserver, openFileJournal(store, Buffer.from(known.key, "base64")), recoveryOf(options), false);
      return { homeserver, encryption, folder, close: () => encryption.close() };
    } catch (fault) {
      // the homeserver or the store is another one: a new device takes its place
      if (!(fault instanceof EncryptionRefused) && !(fault instanceof HomeserverError && fault.status === 401)) throw fault;
      await logout(homeserver);
    }
  }
  rmSync(about, { force: true });
  rmSync(store, { force: true });
  const key = randomBytes(32);
  // before the device has keys: after a crash it is found and logged out
  const keep = (made: Login) => writePrivateJson(about, { ...made, key: key.toString("base64") });
  const device = await openNew(options, openFileJournal(store, key), keep);
  return { ...device, folder, close: () => device.encryption.close() };
}

async function openForNow(options: DeviceOptions): Promise<Device> {
  const device = await openNew(options, memoryJournal());
  return {
    ...device,
    folder: undefined,
    async close() {
      await logout(device.homeserver);
      await device.encryption.close();
    },
  };
}

async function openNew(options: DeviceOptions, journal: CryptoJournal, keep: (made: Login) => void = () => {}) {
  const { accessToken, deviceId } = await login(options.url, options.userId, options.password, display);
  keep({ accessToken, deviceId });
  const homeserver = openHomeserver({ homeserver: options.url, userId: options.userId, accessToken, deviceId });
  try {
    return { homeserver, encryption: await signIn(homeserver, journal, recoveryOf(options), true) };
  } catch (fault) {
    await logout(homeserver);
    throw fault;
  }
}
