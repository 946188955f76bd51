import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** A file as it was when it was looked at: time, length and number change with whatever replaces it. */
export interface Seen {
  readonly path: string;
  readonly bytes: number;
  readonly mark: string;
}

/**
 * The lists of a folder by their path inside it: `*.json`, `<name>/list.json`, and both in `lists/`, as the repository of MISP
 * has them. Rejects if the folder cannot be read.
 */
export async function listFiles(folder: string): Promise<ReadonlyMap<string, Seen>> {
  const inner = await readdir(folder, { withFileTypes: true });
  const lists = await readdir(join(folder, "lists"), { withFileTypes: true }).catch((): Dirent[] => []);
  const names = [...namesOf(inner, ""), ...namesOf(lists, "lists/")].sort();
  const seen = await Promise.all(names.map(async (name) => [name, await look(join(folder, name))] as const));
  return new Map(seen.flatMap(([name, file]) => (file === undefined ? [] : [[name, file] as const])));
}

/** What may be a list; hidden files are those that editors write before they rename them, and the schema is none. */
const namesOf = (entries: readonly Dirent[], before: string): readonly string[] =>
  entries
    .filter(({ name }) => !name.startsWith("."))
    .flatMap((one) => {
      if (one.name.endsWith(".json")) return one.name === "schema.json" ? [] : [before + one.name];
      return one.isDirectory() || one.isSymbolicLink() ? [`${before}${one.name}/list.json`] : [];
    });

async function look(path: string): Promise<Seen | undefined> {
  try {
    const { mtimeMs, size, ino, ctimeMs } = await stat(path);
    return { path, bytes: size, mark: `${mtimeMs} ${ctimeMs} ${size} ${ino}` };
  } catch {
    return undefined;
  }
}
