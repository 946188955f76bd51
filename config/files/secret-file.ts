import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Refusal } from "../refusal.ts";

/** Whether systemd has laid the file down as a credential: private by its folder, and never to be written (systemd.exec, "Credentials"). */
export function isCredential(path: string): boolean {
  const credentials = process.env.CREDENTIALS_DIRECTORY;
  return credentials !== undefined && dirname(resolve(path)) === resolve(credentials);
}

/**
 * Reads a file that holds a secret. Refuses (by a sentence naming `what`) a missing one and one that others can read; a systemd
 * credential is private by its folder, and its mode shows an access list (systemd.exec, "Credentials").
 */
export function readSecret(path: string, what: string): Buffer {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new Refusal(`${what} is not there: ${path} does not exist.`);
  if (!found.isFile()) throw new Refusal(`${what} must be a file; ${path} is none.`);
  if (!isCredential(path) && (found.mode & 0o077) !== 0) throw new Refusal(`${what} can be read by other users: run chmod 600 ${path}.`);
  try {
    return readFileSync(path);
  } catch {
    throw new Refusal(`${what} cannot be read: ${path} belongs to another user.`);
  }
}

/** As `readSecret`, for one line of text. */
export function readSecretText(path: string, what: string): string {
  const text = readSecret(path, what).toString("utf8").trim();
  if (text === "") throw new Refusal(`${what} is empty: ${path}.`);
  return text;
}
