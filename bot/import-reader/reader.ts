import { Worker } from "node:worker_threads";
import type { ImportRow, ReadFile, Reading, ReadingWish } from "#domain/import/reading.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import { fail, ok, type Result } from "#domain/primitives/result.ts";
import type { ReaderTask, ReaderWord } from "./worker.ts";

/** Bounds of one reading. The time is less than what a transaction may stand idle (storage/engine/pool.ts). */
export interface ReaderBounds {
  readonly timeoutMs: number;
  /** Of the thread's heap, in MiB. */
  readonly heapMb: number;
}
const usual: ReaderBounds = { timeoutMs: 15_000, heapMb: 512 };
/** As long as a code lives: what its officer was shown is not read again on their `ok`. */
const keptMs = 10 * 60_000;

/**
 * Reads files in a thread of its own, so that nothing in one of them holds the bot up or brings it down. The last reading
 * is remembered, since the question, the answer and the deed each ask for it.
 */
export function openImportReader(now: () => Date, bounds: ReaderBounds = usual): ReadFile {
  let last: { readonly name: string; readonly until: number; readonly reading: Promise<Result<Reading>> } | undefined;
  return (file, wish) => {
    const name = JSON.stringify([file.sha256, file.name, file.mimetype, wish.columns]);
    if (last?.name === name && last.until > now().getTime()) return last.reading;
    const reading = readAside(file, wish, bounds);
    const mine = { name, until: now().getTime() + keptMs, reading };
    last = mine;
    const forget = (): void => {
      if (last === mine) last = undefined;
    };
    setTimeout(forget, keptMs).unref();
    reading.then(({ ok: read }) => read || forget(), forget);
    return reading;
  };
}

const tooMuch = (file: ReceivedFile) =>
  fail({
    code: "unreadable",
    typed: file.name.slice(0, 80).toWellFormed(),
    expected: "bounded-file",
    write: "split",
  });

function readAside(file: ReceivedFile, wish: ReadingWish, { timeoutMs, heapMb }: ReaderBounds): Promise<Result<Reading>> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: { file, wish } satisfies ReaderTask,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
    // a parser's own words would be the file's
    stdout: true,
    stderr: true,
    env: {},
  });
  const { promise, resolve, reject } = Promise.withResolvers<Result<Reading>>();
  const rows: ImportRow[] = [];
  const timer = setTimeout(() => resolve(tooMuch(file)), timeoutMs);
  worker.on("message", (word: ReaderWord) => {
    if ("rows" in word) for (const row of word.rows) rows.push(row);
    else if ("rest" in word) resolve(ok({ ...word.rest, rows }));
    else if ("failed" in word) resolve(word.failed);
    else reject(new Error("a reader of files failed"));
  });
  worker.on("error", (fault) => {
    // out of memory (Node.js documentation, "ERR_WORKER_OUT_OF_MEMORY"); what else it is may quote the file
    if ("code" in fault && fault.code === "ERR_WORKER_OUT_OF_MEMORY") resolve(tooMuch(file));
    else reject(new Error("a reader of files failed"));
  });
  worker.on("exit", () => reject(new Error("a reader of files ended")));
  return promise.finally(() => {
    clearTimeout(timer);
    void worker.terminate();
  });
}
