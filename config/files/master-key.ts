import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { Refusal } from "../refusal.ts";
import { makePrivateFolder } from "./private-folder.ts";
import { readSecret } from "./secret-file.ts";

const length = 32;

/** The 32 bytes that wrap every data key. Refuses a missing file, another length, and one that other users can read. */
export function readMasterKey(path: string): Buffer {
  const key = readSecret(path, "The master key");
  if (key.length !== length) throw new Refusal(`The master key must be exactly ${length} bytes; ${path} has ${key.length}.`);
  return key;
}

/**
 * Makes a new random master key, mode 0600, whole or not at all. Only for a sandbox or a database that holds nothing yet:
 * beside an existing database a missing key is a loss that a new one would hide. Refuses to replace a file.
 */
export function createMasterKey(path: string): Buffer {
  const key = randomBytes(length);
  const draft = `${path}.new`;
  makePrivateFolder(dirname(path));
  const file = opened(draft, path);
  try {
    writeSync(file, key);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    // unlike a rename, a link never replaces a key that is there
    linkSync(draft, path);
  } catch {
    throw new Refusal(`The master key cannot be made: ${path} is there already or cannot be written.`);
  } finally {
    rmSync(draft, { force: true });
  }
  return key;
}

function opened(draft: string, path: string): number {
  try {
    rmSync(draft, { force: true });
    return openSync(draft, "wx", 0o600);
  } catch {
    throw new Refusal(`The master key cannot be made: ${path} cannot be written.`);
  }
}
