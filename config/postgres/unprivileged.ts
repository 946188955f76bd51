import { spawnSync } from "node:child_process";
import { Refusal } from "../refusal.ts";

/** A user of this machine without rights of its own. */
export interface Unprivileged {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

// the first that exists; a dedicated one comes first so that an operator can choose it by adding it
const names = ["liaison", "postgres", "nobody"] as const;

/** Whom servers that refuse to run as root run as; undefined when this process is not root. */
export function unprivileged(): Unprivileged | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of names) {
    const uid = id("-u", name);
    const gid = id("-g", name);
    if (uid && gid) return { name, uid, gid };
  }
  throw new Refusal(
    "PostgreSQL does not run as root, and none of the users liaison, postgres or nobody exists: add one, or start Liaison as another user.",
  );
}

function id(which: "-u" | "-g", name: string): number {
  return Number.parseInt(spawnSync("id", [which, name], { encoding: "utf8" }).stdout ?? "", 10) || 0;
}

/** Whether that user can read and enter the folder (asked of the kernel, so that access lists count). */
export function reachable(folder: string, user: Unprivileged): boolean {
  const tried = spawnSync("/bin/sh", ["-c", 'test -r "$1" && cd "$1"', "sh", folder], {
    cwd: "/",
    env: {},
    stdio: "ignore",
    uid: user.uid,
    gid: user.gid,
  });
  return tried.status === 0;
}
