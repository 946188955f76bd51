import { randomUUID } from "node:crypto";
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { birthOf } from "../process/process.ts";
import { Refusal } from "../refusal.ts";
import { readPrivateJson, writePrivateJson } from "./private-file.ts";
import { makePrivateFolder } from "./private-folder.ts";

/** What a data folder has served since its first good start; it never changes. */
export type Purpose = "sandbox" | "real";

const purposeFile = (data: string) => join(data, "folder.json");

/** The folder's mark; undefined for a folder that has served nothing yet. `id` ties other folders to this one. */
export function folderMark(data: string): { readonly id: string; readonly purpose: string } | undefined {
  return readPrivateJson(purposeFile(data), { id: "string", purpose: "string" });
}

/** Refuses (by a sentence) a purpose other than the one the folder has. Changes nothing. */
export function checkPurpose(data: string, purpose: Purpose): void {
  const mark = folderMark(data);
  if (mark === undefined || mark.purpose === purpose) return;
  throw new Refusal(
    purpose === "sandbox"
      ? `${data} has served a real homeserver, so no sandbox starts in it: set LIAISON_HOMESERVER, or LIAISON_DATA to another folder.`
      : `${data} belongs to a sandbox, so it takes no real account: set LIAISON_DATA to another folder.`,
  );
}

/** Marks the folder for ever. For "real" the time is when the homeserver has accepted the account, not before. */
export function markFolder(data: string, purpose: Purpose): { readonly id: string; readonly fresh: boolean } {
  checkPurpose(data, purpose);
  const known = folderMark(data);
  if (known) return { id: known.id, fresh: false };
  makePrivateFolder(data);
  const id = randomUUID();
  writePrivateJson(purposeFile(data), { id, purpose });
  return { id, fresh: true };
}

/**
 * Takes the folder for this process until it ends; whoever runs an embedded server or a sandbox in it needs this first.
 * Waits `waitMs` for another one (Infinity: for ever), then rejects with Refusal. A killed holder counts as none.
 */
export async function lockDataFolder(data: string, waitMs: number): Promise<void> {
  makePrivateFolder(data);
  const lock = join(data, "lock");
  const mine = `${lock}.${process.pid}`;
  try {
    writeFileSync(mine, `${process.pid} ${birthOf(process.pid) ?? ""}\n`, { mode: 0o600 });
  } catch {
    throw unwritable(mine);
  }
  try {
    for (const end = Date.now() + waitMs; !take(lock, mine); await sleep(500)) {
      if (Date.now() >= end)
        throw new Refusal(`Another Liaison (process ${holder(lock)?.pid ?? "unknown"}) is running on ${data}: stop it first.`);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  process.on("exit", () => {
    if (holder(lock)?.pid === process.pid) rmSync(lock, { force: true });
  });
}

/** A hard link is made by one process only, and the file under it is complete from the start. */
function take(lock: string, mine: string): boolean {
  if (link(mine, lock)) return true;
  const found = holder(lock);
  if (found === undefined || birthOf(found.pid) === found.birth) return false;
  // two may find the same stale lock; who moved it away looks again, and puts back what is not stale
  const moved = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, moved);
  } catch {
    return false;
  }
  const late = holder(moved);
  if (late !== undefined && late.pid !== found.pid && birthOf(late.pid) === late.birth) link(moved, lock);
  rmSync(moved, { force: true });
  return link(mine, lock);
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch {
    if (existsSync(to)) return false;
    throw unwritable(to);
  }
}

const unwritable = (file: string): Refusal => new Refusal(`${file} cannot be written; is the data folder on a disk with space, and yours?`);

function holder(lock: string): { readonly pid: number; readonly birth: string } | undefined {
  try {
    const [pid = "", ...birth] = readFileSync(lock, "utf8").trim().split(" ");
    return { pid: Number.parseInt(pid, 10) || -1, birth: birth.join(" ") };
  } catch {
    return undefined;
  }
}
