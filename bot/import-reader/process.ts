// Reads one file in a process of its own: its first line on standard input is the task, the file's bytes follow, and then
// standard input stays open as long as somebody wants to know. The parser has a thread, so that this one can watch it.

import { setPriority } from "node:os";
import process from "node:process";
import { Worker } from "node:worker_threads";
import type { ParserTask } from "./parser.ts";
import type { ReaderTask } from "./words.ts";

const watchMs = 20;
const endNow = (): void => void process.kill(process.pid, "SIGKILL");

// a signal to the whole process group is for the bot, which ends this process when it has heard it
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => {});
// the bot's answers come first
setPriority(5);

/** Ends with whoever wants to know, also when that one was killed. */
process.stdin.on("end", endNow).on("close", endNow).on("error", endNow);

// written by limits.ts, nobody else starts this file
const { memoryMb, heapMb } = JSON.parse(process.argv[2] ?? "{}") as { memoryMb: number; heapMb: number };
setInterval(() => {
  if (process.memoryUsage.rss() > memoryMb * 1024 * 1024) endNow();
}, watchMs);

const { task, bytes } = await given();
const worker = new Worker(new URL("parser.ts", import.meta.url), {
  workerData: { ...task, bytes } satisfies ParserTask,
  transferList: [bytes],
  // a range for code as large as usual would count against the kernel's limit, though hardly any of it is used
  resourceLimits: { maxOldGenerationSizeMb: heapMb, codeRangeSizeMb: 32 },
  // a parser's own words would be the file's
  stdout: true,
  stderr: true,
});
worker.on("error", () => process.exit(1));
worker.on("exit", (code) => process.exit(code));

/** The task and a file of exactly its size. */
function given(): Promise<{ readonly task: ReaderTask; readonly bytes: ArrayBuffer }> {
  return new Promise((resolve) => {
    let head = Buffer.alloc(0);
    let task: ReaderTask | undefined;
    let body = new Uint8Array(0);
    let filled = 0;
    process.stdin.on("data", (chunk: Buffer) => {
      let rest = chunk;
      if (task === undefined) {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf("\n");
        if (end === -1) return;
        task = JSON.parse(head.subarray(0, end).toString()) as ReaderTask;
        body = new Uint8Array(task.size);
        rest = head.subarray(end + 1);
      }
      body.set(rest, filled);
      filled += rest.length;
      if (filled === task.size) resolve({ task, bytes: body.buffer });
    });
  });
}
