import { spawn } from "node:child_process";
import { renameSync, rmSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A server to run on a leash. */
export interface Task {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Takes all output of the server; cut at 5 MB when the server starts. */
  readonly log: string;
  /** Gets the server's process number. */
  readonly pidFile?: string;
  /** Run as this user instead of root. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** What asks the server to end in order. */
  readonly stopSignal: NodeJS.Signals;
  /** Milliseconds from that to SIGKILL. */
  readonly timeoutMs: number;
}

/** A server that runs, and ends with this process whatever ends it. */
export interface Leashed {
  /** Resolves when the server has ended, wanted or not. */
  readonly ended: Promise<void>;
  /** Asks it to end and waits; safe to call twice. */
  stop(): Promise<void>;
}

/** A log above this size, in bytes, becomes the one old log when its server starts again. */
const logLimit = 5_000_000;

/** Starts a server as a child of a child in this process group, never detached. */
export function startOnLeash(task: Task): Leashed {
  rotate(task.log);
  const leash = spawn(process.execPath, [fileURLToPath(new URL("leash-process.ts", import.meta.url)), JSON.stringify(task)], {
    cwd: "/",
    env: {},
    stdio: ["pipe", "ignore", "ignore"],
  });
  const ended = new Promise<void>((resolve) => {
    leash.once("exit", () => resolve());
    leash.once("error", () => resolve());
  });
  // a leash that died takes its end of the pipe along
  leash.stdin.on("error", () => {});
  return {
    ended,
    stop() {
      leash.stdin.end();
      return ended;
    },
  };
}

function rotate(log: string): void {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= logLimit) return;
  rmSync(`${log}.old`, { force: true });
  renameSync(log, `${log}.old`);
}
