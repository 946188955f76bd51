import { type ChildProcessByStdio, spawn } from "node:child_process";
import process from "node:process";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";

/** Bounds of one reading. None is of wall-clock time: on a busy machine an honest file takes longer and is read all the same. */
export interface ReaderBounds {
  /** Of processor time, over all threads of the process, in seconds. */
  readonly cpuSeconds: number;
  /** Of memory in use (resident), in MiB. */
  readonly memoryMb: number;
  /** Of the parser's heap, in MiB. */
  readonly heapMb: number;
}

/** Node.js and its threads lay claim to this much memory before a file is read, in MiB; hardly any of it is in use. */
const ownMb = 640;

/**
 * Starts a process that reads one file, under limits of the kernel that nothing in it can lift. It gets neither our environment
 * nor our open files. macOS does not enforce the limit of memory; there the process watches itself alone.
 */
export function startReader({ cpuSeconds, memoryMb, heapMb }: ReaderBounds): ChildProcessByStdio<Writable, Readable, null> {
  const { NODE_COMPILE_CACHE: cache } = process.env;
  const limits = `ulimit -c 0; ulimit -t ${cpuSeconds}; ulimit -d ${(memoryMb + ownMb) * 1024}`;
  return spawn(
    "/bin/sh",
    [
      "-c",
      // a limit that is lower already cannot be set, and holds
      `{ ${limits}; } 2>/dev/null; exec "$@"`,
      "sh",
      process.execPath,
      fileURLToPath(new URL("process.ts", import.meta.url)),
      JSON.stringify({ memoryMb, heapMb }),
    ],
    { cwd: "/", env: cache === undefined ? {} : { NODE_COMPILE_CACHE: cache }, stdio: ["pipe", "pipe", "ignore"] },
  );
}
