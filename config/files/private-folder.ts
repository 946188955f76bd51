import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { Refusal } from "../refusal.ts";

/**
 * Makes a folder (absolute path) and those above it that are missing, for this user alone. Throws Refusal if it cannot be
 * made. One by one, since Node's `recursive` turns for ever in a file system that makes no folder but does not say so, as
 * `/proc`: the answer to `mkdir` there is that the folder above is missing, which it is not.
 */
export function makePrivateFolder(path: string): void {
  const missing: string[] = [];
  for (let at = path; !existsSync(at) && at !== dirname(at); at = dirname(at)) missing.unshift(at);
  try {
    for (const folder of missing) make(folder);
    if (statSync(path).isDirectory()) return;
  } catch {
    // said below, by the folder that was asked for
  }
  throw new Refusal(`${path} cannot be made or is no folder: name one on a disk with space, where this user may write.`);
}

/** Whoever made it in between made it for us. */
function make(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}
