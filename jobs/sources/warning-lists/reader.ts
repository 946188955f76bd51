import { readFile } from "node:fs/promises";
import { Worker } from "node:worker_threads";
import { type PackedList, packList } from "#domain/warning-lists/pack.ts";
import type { Seen } from "./files.ts";

/** A file of more bytes than this is read by another thread: a million entries take seconds. */
const small = 256 * 1024;
/** A longer file is no list. */
const most = 256 * 1024 * 1024;

/** What the other thread sends for one file. */
export interface ThreadAnswer {
  readonly path: string;
  readonly list: PackedList | undefined;
}

/** The lists in these files by their path; undefined for one that holds none. Never rejects. */
export async function readLists(files: readonly Seen[], stopped: AbortSignal): Promise<ReadonlyMap<string, PackedList | undefined>> {
  const read = new Map<string, PackedList | undefined>();
  for (const { path, bytes } of files) if (bytes <= small) read.set(path, await readHere(path));
  const large = files.filter(({ bytes }) => bytes > small && bytes <= most).map(({ path }) => path);
  if (large.length > 0) for (const { path, list } of await readElsewhere(large, stopped)) read.set(path, list);
  return read;
}

/** Reads one file in this thread; undefined if it holds no list. */
export async function readHere(path: string): Promise<PackedList | undefined> {
  try {
    return packList(await readFile(path, "utf8"));
  } catch {
    // gone meanwhile, not ours to read, or longer than a text can be
    return undefined;
  }
}

function readElsewhere(paths: readonly string[], stopped: AbortSignal): Promise<readonly ThreadAnswer[]> {
  const { promise, resolve } = Promise.withResolvers<readonly ThreadAnswer[]>();
  const answers: ThreadAnswer[] = [];
  const thread = new Worker(new URL("./thread.ts", import.meta.url), {
    workerData: paths,
    // lists of a million entries are read with it
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  const stop = (): void => void thread.terminate();
  stopped.addEventListener("abort", stop, { once: true });
  thread.on("message", (answer: ThreadAnswer) => answers.push(answer));
  // what a thread that ended early has not answered counts as unreadable
  thread.on("error", () => {});
  thread.on("exit", () => {
    stopped.removeEventListener("abort", stop);
    resolve(answers);
  });
  return promise;
}
