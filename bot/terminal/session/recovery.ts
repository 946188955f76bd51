import { join } from "node:path";
import type { UserId } from "#domain/primitives/ids.ts";
import { readPrivateJson, writePrivateJson } from "../../../config/files/private-file.ts";

/** The part of a user id before the colon, without the `@`. */
export const localName = (user: UserId): string => user.slice(1, user.indexOf(":"));

const file = (data: string, user: UserId) => join(data, `recovery-${localName(user)}.json`);

/** The recovery key that an earlier device of this officer has left in the data folder. Throws Refusal if the file is damaged. */
export const recoveryKeyOf = (data: string, user: UserId): string | undefined =>
  readPrivateJson(file(data, user), { recoveryKey: "string" })?.recoveryKey;

/** Keeps it for the devices to come, mode 0600. */
export const keepRecoveryKey = (data: string, user: UserId, recoveryKey: string): void =>
  writePrivateJson(file(data, user), { recoveryKey });
