import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";

const fileOf = (pid: string, name: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    // it has ended
    return "";
  }
};
const parentOf = (pid: string): number => Number(/^PPid:\s+(\d+)$/mu.exec(fileOf(pid, "status"))?.[1]);

/** Processes that read a file now, by their number; of `parent`, or whoever's. */
export const readers = (parent?: number): readonly number[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .filter((pid) => /import-reader\/process\.ts/u.test(fileOf(pid, "cmdline")) && !fileOf(pid, "cmdline").startsWith("/bin/sh"))
    .filter((pid) => parent === undefined || parentOf(pid) === parent)
    .map(Number);

/** The limits of a process, as the kernel names them (proc(5)). */
export const limitsOf = (pid: number): string => fileOf(`${pid}`, "limits");
export const environmentOf = (pid: number): string => fileOf(`${pid}`, "environ");

/** Processor time that a process has used, in hundredths of a second (proc(5): utime and stime). */
export function cpuOf(pid: number): number {
  const [, fields = ""] = fileOf(`${pid}`, "stat").split(") ");
  const [user, system] = fields.split(" ").slice(11, 13).map(Number);
  return (user ?? 0) + (system ?? 0);
}

/** What a piece of work has cost at its worst, in MiB, beyond what this process had before; and how many readers ran at once. */
export interface Cost {
  readonly readerMb: number;
  readonly ownMb: number;
  readonly atOnce: number;
}

/** Does it and watches this process and its readers meanwhile. */
export async function watched<T>(act: () => Promise<T>): Promise<{ readonly done: T; readonly cost: Cost }> {
  const mb = 1024 * 1024;
  const before = process.memoryUsage.rss();
  const cost = { readerMb: 0, ownMb: 0, atOnce: 0 };
  const look = (): void => {
    const pids = readers(process.pid);
    cost.atOnce = Math.max(cost.atOnce, pids.length);
    cost.ownMb = Math.max(cost.ownMb, Math.round((process.memoryUsage.rss() - before) / mb));
    for (const pid of pids) {
      // the peak of its whole life
      const peak = Number(/^VmHWM:\s+(\d+) kB$/mu.exec(fileOf(`${pid}`, "status"))?.[1] ?? 0);
      cost.readerMb = Math.max(cost.readerMb, Math.round(peak / 1024));
    }
  };
  const timer = setInterval(look, 20);
  try {
    return { done: await act(), cost };
  } finally {
    look();
    clearInterval(timer);
  }
}
