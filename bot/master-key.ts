import { existsSync, rmSync } from "node:fs";
import { folderMark } from "../config/files/data-folder.ts";
import { createMasterKey, readMasterKey } from "../config/files/master-key.ts";
import { Refusal } from "../config/refusal.ts";
import type { Settings } from "../config/settings/settings.ts";

/** The 32 bytes, and how to take a key back that this start has made for a database that already has one. */
export interface MasterKey {
  readonly key: Buffer;
  takeBack(): void;
}

/**
 * The master key; made only by the very first start of a data folder. Later a missing key is a loss that a new one would
 * hide, so it is refused.
 */
export function masterKey({ data, masterKeyFile }: Pick<Settings, "data" | "masterKeyFile">): MasterKey {
  if (existsSync(masterKeyFile)) return { key: readMasterKey(masterKeyFile), takeBack: () => {} };
  if (folderMark(data) === undefined)
    return { key: createMasterKey(masterKeyFile), takeBack: () => rmSync(masterKeyFile, { force: true }) };
  throw new Refusal(
    `The master key is not there: put the key of this data folder back to ${masterKeyFile}; without it nothing in the database can be read.`,
  );
}
