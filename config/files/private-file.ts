import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { Refusal } from "../refusal.ts";

/** Writes `text` whole or not at all, mode 0600: the file is there with the old or with the new content, also after a crash. */
export function writePrivate(path: string, text: string): void {
  const draft = `${path}.new`;
  // a draft that a crash left would keep its own mode
  rmSync(draft, { force: true });
  const file = openSync(draft, "wx", 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

/** As `writePrivate`, for a value as JSON. */
export const writePrivateJson = (path: string, value: object): void => writePrivate(path, `${JSON.stringify(value, null, 2)}\n`);

/**
 * Reads a JSON object that `writePrivateJson` wrote; undefined if the file is not there.
 * `fields` names what must be there and its type. A damaged file is refused by a sentence that names it.
 */
export function readPrivateJson<const F extends Readonly<Record<string, "string" | "number">>>(
  path: string,
  fields: F,
): { readonly [K in keyof F]: F[K] extends "string" ? string : number } | undefined {
  if (!existsSync(path)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw new Refusal(`${path} cannot be read; put back a copy of it, or start with an empty data folder.`);
  }
  const fits =
    typeof value === "object" && value !== null && Object.entries(fields).every(([name, type]) => typeof Reflect.get(value, name) === type);
  if (!fits) throw new Refusal(`${path} is damaged; put back a copy of it, or start with an empty data folder.`);
  // every field was checked against `fields` in the line above
  return value as { readonly [K in keyof F]: F[K] extends "string" ? string : number };
}
