import { parentPort, workerData } from "node:worker_threads";
import { readFile } from "#domain/import/index.ts";
import type { Reading, ReadingWish } from "#domain/import/reading.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import type { Failed } from "#domain/primitives/result.ts";

/** What a reader's thread is handed. */
export interface ReaderTask {
  readonly file: ReceivedFile;
  readonly wish: ReadingWish;
}
/** What it tells: rows in portions, so that taking them over never holds the bot up, then the rest or the fault. */
export type ReaderWord =
  | { readonly rows: Reading["rows"] }
  | { readonly rest: Omit<Reading, "rows"> }
  | { readonly failed: Failed }
  /** A defect: neither rows nor a sentence. */
  | { readonly broken: true };

const portion = 2_000;

async function read({ file, wish }: ReaderTask, tell: (word: ReaderWord) => void): Promise<void> {
  const found = await readFile(file, wish);
  if (!found.ok) return tell({ failed: found });
  const { rows, ...rest } = found.value;
  for (let at = 0; at < rows.length; at += portion) tell({ rows: rows.slice(at, at + portion) });
  tell({ rest });
}

const port = parentPort;
// whoever started this thread has put exactly that in
const task = workerData as ReaderTask;
// what a parser throws may quote the file: it goes no further than this thread
if (port !== null) await read(task, (word) => port.postMessage(word)).catch(() => port.postMessage({ broken: true } satisfies ReaderWord));
