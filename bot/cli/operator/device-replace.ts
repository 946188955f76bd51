import { join } from "node:path";
import { handOver } from "../../../config/files/recovery-key.ts";
import { readSecretText } from "../../../config/files/secret-file.ts";
import { Refusal } from "../../../config/refusal.ts";
import type { Settings } from "../../../config/settings/settings.ts";
import { openCryptoJournal } from "../../../storage/device/crypto-journal.ts";
import { forgetDevice } from "../../../storage/device/forget-device.ts";
import type { OpenStorage } from "../../../storage/open.ts";
import { EncryptionRefused, openEncryption } from "../../encryption/client.ts";
import { ownKeys } from "../../encryption/identity/identity.ts";
import { fetchSecrets } from "../../encryption/identity/secret-storage.ts";
import { decodeManifest, type Manifest } from "../../encryption/store/manifest.ts";
import { type Homeserver, openHomeserver } from "../../matrix/homeserver.ts";
import { writeTokenFile } from "../../matrix/token-file.ts";
import { openTokens } from "../../matrix/tokens.ts";
import { openLog } from "../../runtime/log.ts";
import type { Call, OperatorCommand } from "./define.ts";
import { logIn } from "./log-in.ts";
import { removeDevices } from "./old-devices.ts";
import { withOwnStorage } from "./own-storage.ts";
import { type RealAccount, realAccount } from "./real-account.ts";

/**
 * Makes a new device in place of one whose store is lost, was restored or belongs to another: forgets what rests of the old one,
 * signs the new one with the bot's identity, and tells the rooms. What can be refused is refused before anything is thrown away;
 * after a crash it is run again.
 */
export const deviceReplace: OperatorCommand = {
  name: "device replace",
  usage: "[@liaison:agency.example] [--yes] [--recovery-key-file FILE]",
  summary: "Go on as a new device after the loss of the old one's store: needs the password and the recovery key of the bot's identity.",
  most: 1,
  options: { yes: { type: "boolean" }, "recovery-key-file": { type: "string" } },
  async run(call) {
    const account = await realAccount(call);
    return await withOwnStorage(call.settings, call.say, (storage) => replace(call, account, storage));
  },
};

async function replace({ settings, options, prompt, say }: Call, account: RealAccount, storage: OpenStorage): Promise<0 | 1> {
  const { user } = account;
  const old = await keptDevice(storage);
  if (old !== undefined && old.userId !== user)
    throw new Refusal(`The database belongs to the bot ${old.userId}: use that account. Nothing was changed.`);
  if (options.yes !== true) {
    say(
      `The encryption store of ${old?.deviceId ?? "the lost device"} is thrown away. Messages that the bot has not read yet stay unread.`,
    );
    if ((await prompt.ask(`Type ${user} to go on`)).trim() !== user) throw new Refusal("That is not it: nothing was changed.");
  }
  const password = await prompt.secret(`Password of ${user}`);
  const loggedIn = await logIn(account.homeserver, { user, password });
  const { deviceId } = loggedIn;
  const fresh = openHomeserver({ ...account, ...loggedIn });
  const recoveryKey = await checkedRecoveryKey(fresh, async () =>
    typeof options["recovery-key-file"] === "string"
      ? readSecretText(options["recovery-key-file"], "The recovery key")
      : await prompt.secret(`Recovery key of ${user}`),
  ).catch(async (fault: unknown) => {
    // nothing is to be left behind by a try that is refused
    await fresh.logout().catch(() => {});
    throw fault;
  });

  await forgetDevice(storage.database);
  writeTokenFile(account.tokenFile, loggedIn);
  const homeserver = openHomeserver({ ...account, ...loggedIn, accessToken: openTokens(account.homeserver, account.tokenFile) });
  await sign(settings, homeserver, storage, recoveryKey);
  const gone = [...new Set([old?.deviceId ?? deviceId, account.deviceId ?? deviceId])].filter((id) => id !== deviceId);
  if (!(await removeDevices(homeserver, password, gone)))
    say(`The homeserver would not remove the old device ${gone.join(" and ")}: remove it from the account by hand.`);
  await tellRooms(storage);
  say(`${user} is now device ${deviceId}, signed by its identity. The token is in ${account.tokenFile}.`);
  say("Officers stay pinned to the identities that they had: whoever shows another one holds their rooms until it is approved.");
  return 0;
}

async function keptDevice(storage: OpenStorage): Promise<Pick<Manifest, "userId" | "deviceId"> | undefined> {
  const { about } = await openCryptoJournal(storage.database).load();
  return about && decodeManifest(about);
}

/** The recovery key that opens the account's identity; undefined if it has none. Throws EncryptionRefused. */
async function checkedRecoveryKey(homeserver: Homeserver, ask: () => Promise<string>): Promise<string | undefined> {
  if ((await ownKeys(homeserver)).masterKey === undefined) return undefined;
  const recoveryKey = await ask();
  if ((await fetchSecrets(homeserver, recoveryKey)) === undefined) throw new EncryptionRefused("wrong-recovery-key");
  return recoveryKey;
}

/** Opens the new device's encryption once: it takes the identity up, signs the device, and looks whether that is seen. */
async function sign(settings: Settings, homeserver: Homeserver, storage: OpenStorage, recoveryKey: string | undefined): Promise<void> {
  const encryption = await openEncryption({
    homeserver,
    journal: openCryptoJournal(storage.database),
    deviceTrust: settings.deviceTrust,
    log: openLog(settings.logLevel),
    generationFile: join(settings.data, "crypto-generation"),
    showRecoveryKey: (key) => handOver(key, { data: settings.data, user: homeserver.userId }),
    ...(recoveryKey !== undefined && { recoveryKey }),
  });
  await encryption.close();
}

/** The bot says it when it starts again. */
const tellRooms = (storage: OpenStorage): Promise<void> =>
  storage.transaction(async (tx) => {
    for (const { roomId, kind, case: id } of await tx.rooms.all())
      if (kind === "case" || kind === "coordination")
        await tx.outbox.answer({ room: roomId, ...(id !== undefined && { about: id }), notice: { type: "device-replaced" } }, new Date());
  });
