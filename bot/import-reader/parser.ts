import { writeSync } from "node:fs";
import process from "node:process";
import { workerData } from "node:worker_threads";
import { readFile } from "#domain/import/index.ts";
import { linesOf, type ReaderTask } from "./words.ts";

/** What the parser's thread is handed. */
export interface ParserTask extends ReaderTask {
  readonly bytes: ArrayBuffer;
}

// process.ts has put exactly that in
const { file, bytes, wish } = workerData as ParserTask;
try {
  const read = await readFile({ ...file, bytes: new Uint8Array(bytes) }, wish);
  for (const line of linesOf(read)) tell(Buffer.from(line));
} catch {
  // what a parser throws may quote the file: it goes no further
  process.exit(2);
}

/** Waits until it is taken: what was read is not gathered a second time. */
function tell(line: Buffer): void {
  for (let from = 0; from < line.length; )
    try {
      from += writeSync(1, line, from);
    } catch (fault) {
      if (!(fault instanceof Error && "code" in fault && fault.code === "EAGAIN")) throw fault;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
}
