import { existsSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import { folderMark } from "../../../../config/files/data-folder.ts";
import { readMasterKey } from "../../../../config/files/master-key.ts";
import { leftRecoveryKey, recoveryKeyFile } from "../../../../config/files/recovery-key.ts";
import { Refusal } from "../../../../config/refusal.ts";
import type { Settings } from "../../../../config/settings/settings.ts";
import { type Finding, fail, modeOf, ok, warn } from "./finding.ts";

const gibibyte = 1024 ** 3;
const nodeWanted = 24;

/** Node, the data folder, the master key, a recovery key that was left, the disk. */
export function checkMachine(settings: Pick<Settings, "data" | "masterKeyFile">): readonly Finding[] {
  return [
    checkNode(process.versions.node),
    checkFolder(settings.data),
    checkKey(settings),
    ...checkRecoveryKey(settings.data),
    checkDisk(settings.data),
  ];
}

/** `version` as Node writes it: `24.21.0`. */
export const checkNode = (version: string): Finding =>
  Number.parseInt(version, 10) >= nodeWanted
    ? ok("Node", version)
    : fail("Node", `${version} is too old: Liaison needs Node ${nodeWanted}; start it with npm, which brings one.`);

function checkFolder(data: string): Finding {
  const mode = modeOf(data);
  if (mode === undefined) return warn("data folder", `${data} is not there; the first start makes it.`);
  // a database server of its own user must be able to pass through, never to look
  if ((mode & 0o066) !== 0) return fail("data folder", `others can look into ${data}: run chmod 700 ${data}.`);
  return ok("data folder", `${data}, mode ${mode.toString(8)}`);
}

function checkKey({ data, masterKeyFile }: Pick<Settings, "data" | "masterKeyFile">): Finding {
  const what = "master key";
  try {
    if (!existsSync(masterKeyFile) && folderMark(data) === undefined)
      return warn(what, `${masterKeyFile} is not there; the first start makes it. Copy it to another machine then.`);
    const { length } = readMasterKey(masterKeyFile);
    return ok(what, `${masterKeyFile}, ${length} bytes, mode ${modeOf(masterKeyFile)?.toString(8)}`);
  } catch (fault) {
    if (fault instanceof Refusal) return fail(what, fault.message);
    throw fault;
  }
}

const checkRecoveryKey = (data: string): readonly Finding[] =>
  leftRecoveryKey(data)
    ? [warn("recovery key", `it still lies in ${recoveryKeyFile(data)}: move it to where the master key is kept, and not on this machine.`)]
    : [];

function checkDisk(data: string): Finding {
  let at = data;
  while (!existsSync(at) && at !== dirname(at)) at = dirname(at);
  const { bavail, bsize } = statfsSync(at);
  return diskSpace(bavail * bsize, data);
}

/** `free`: bytes. */
export function diskSpace(free: number, data: string): Finding {
  const amount = `${(free / gibibyte).toFixed(1)} GiB free`;
  return free < gibibyte ? warn("disk", `${amount} for ${data}: make room, a full disk stops the database.`) : ok("disk", amount);
}
