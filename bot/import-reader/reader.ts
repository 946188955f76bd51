import type { ChildProcess } from "node:child_process";
import type { ReadFile, Reading, ReadingWish } from "#domain/import/reading.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import { fail, type Result } from "#domain/primitives/result.ts";
import { semaphore } from "../../jobs/feeds/webhook/semaphore.ts";
import { type ReaderBounds, startReader } from "./limits.ts";
import { openMemory } from "./memory.ts";
import { type ReaderTask, takeLines } from "./words.ts";

/** How the readers of files are bounded, and who is told what became of them. */
export interface ReaderOptions {
  readonly bounds?: ReaderBounds;
  readonly now: () => Date;
  /** A file has ended its reader; nothing of it is told. */
  readonly ended?: (how: string) => void;
}
export interface ImportReader {
  readonly readFile: ReadFile;
  /** Ends what is being read, for which nobody's goodbye shall wait; nothing is read any more. */
  stop(): Promise<void>;
}

const usual: ReaderBounds = { cpuSeconds: 60, memoryMb: 512, heapMb: 320 };
/** Files that are read at once, of the whole bot; the others wait in the order in which they came. */
const atOnce = 2;
/** Bytes of what one reading may tell. */
const mostTold = 128 * 1024 * 1024;
/** These reach a whole process group: they are for the bot, and no fault of the file. */
const shared: ReadonlySet<string | null> = new Set(["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * Reads files each in a process of its own, so that nothing in one of them holds the bot up, brings it down or takes its
 * memory: the bot itself unpacks nothing. A file that goes beyond the bounds, or ends its reader in another way, is refused
 * with a sentence.
 */
export function openImportReader({ bounds = usual, now, ended = () => {} }: ReaderOptions): ImportReader {
  const limited = semaphore(atOnce);
  const running = new Set<ChildProcess>();
  let stopped = false;

  function readAside(file: ReceivedFile, wish: ReadingWish): Promise<Result<Reading>> {
    if (stopped) return Promise.reject(new Error("no file is read any more"));
    const child = startReader(bounds);
    const { promise, resolve, reject } = Promise.withResolvers<Result<Reading>>();
    const gone = new Promise<void>((resolve) => child.once("close", () => resolve()).once("error", () => resolve()));
    let read = false;
    running.add(child);
    // who cannot be started is no fault of the file
    child.on("error", reject);
    child.on("close", (code, signal) => {
      running.delete(child);
      if (read) return;
      if (stopped || shared.has(signal)) return reject(new Error("a reader of files was stopped"));
      ended(signal ?? `exit ${code}`);
      resolve(tooMuch(file));
    });
    const take = takeLines();
    let pieces: Buffer[] = [];
    let told = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      told += chunk.length;
      if (told > mostTold) return child.kill("SIGKILL");
      let from = 0;
      for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, from)) {
        const found = take(Buffer.concat([...pieces, chunk.subarray(from, end)]).toString());
        read ||= found !== undefined;
        if (found !== undefined) resolve(found);
        pieces = [];
        from = end + 1;
      }
      if (from < chunk.length) pieces.push(chunk.subarray(from));
    });
    // a reader that has ended takes its end of the pipe along
    child.stdin.on("error", () => {});
    const { bytes, ...about } = file;
    child.stdin.write(`${JSON.stringify({ file: about, size: bytes.length, wish } satisfies ReaderTask)}\n`);
    child.stdin.write(bytes);
    // the next file's turn comes when this process has given its memory back
    return promise.finally(() => {
      child.kill("SIGKILL");
      return gone;
    });
  }

  const memory = openMemory((file, wish) => limited(() => readAside(file, wish)), now);
  return {
    readFile: memory,
    async stop() {
      stopped = true;
      for (const child of running) child.kill("SIGKILL");
    },
  };
}

const tooMuch = (file: ReceivedFile) =>
  fail({
    code: "unreadable",
    typed: file.name.slice(0, 80).toWellFormed(),
    expected: "bounded-file",
    write: "split",
  });
