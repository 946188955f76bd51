import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** The command line of a live process, its parts joined by blanks; undefined if there is no such process (a zombie counts as none). */
export function commandOf(pid: number): string | undefined {
  if (process.platform === "linux") {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").join(" ").trim() || undefined;
    } catch {
      return undefined;
    }
  }
  return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim() || undefined;
}

/**
 * A word that tells this run of `pid` from a later process with the same number: its start time.
 * Undefined if there is no such process.
 */
export function birthOf(pid: number): string | undefined {
  if (process.platform === "linux") {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      // proc(5): the name in brackets may hold blanks; state is field 3, starttime field 22
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return fields[0] === "Z" ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  return spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim() || undefined;
}

/**
 * Waits until the server that an earlier, killed start has left is gone: its leash needs seconds. `timeoutMs` later it
 * is ended here. `mine` must recognise it by its command line, since process numbers are used again.
 */
export async function outlive(pid: number, mine: (command: string) => boolean, timeoutMs: number): Promise<void> {
  const alive = () => {
    const command = commandOf(pid);
    return command !== undefined && mine(command);
  };
  for (const [signal, wait] of [
    [undefined, timeoutMs],
    ["SIGTERM", 3000],
    ["SIGKILL", 3000],
  ] as const) {
    if (!alive()) return;
    if (signal) signalTo(pid, signal);
    for (const end = Date.now() + wait; Date.now() < end && alive(); ) await sleep(50);
  }
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it ended in between
  }
}
