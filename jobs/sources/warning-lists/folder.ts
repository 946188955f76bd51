import type { PackedList } from "#domain/warning-lists/pack.ts";
import { listFiles, type Seen } from "./files.ts";
import { readLists } from "./reader.ts";

/** Something about the lists that the operator should know. `file` is a path inside their folder. */
export interface ListProblem {
  readonly reason: "unreadable" | "entries left out" | "folder away";
  readonly file?: string;
  /** How many entries. */
  readonly count?: number;
}

/** The lists of a folder, kept up to date. */
export interface WatchedFolder {
  readonly lists: readonly PackedList[];
  /** Files that hold no list now; of those that held one before, the last good list stays. */
  readonly unreadable: number;
  /** Looks once: true if other lists hold now. A file that is still changing is left until it rests. */
  look(): Promise<boolean>;
}

interface Kept {
  readonly seen: Seen;
  readonly list: PackedList | undefined;
  readonly bad: boolean;
}

/** Reads a folder's lists for the first time. Rejects if there is no such folder. */
export async function watchFolder(folder: string, onProblem: (problem: ListProblem) => void, stopped: AbortSignal): Promise<WatchedFolder> {
  let kept: ReadonlyMap<string, Kept> = new Map();
  let resting: ReadonlyMap<string, Seen> | undefined;
  let away = false;
  const load = async (seen: ReadonlyMap<string, Seen>): Promise<void> => {
    const changed = [...seen].filter(([name, { mark }]) => kept.get(name)?.seen.mark !== mark);
    const read = await readLists(
      changed.map(([, file]) => file),
      stopped,
    );
    if (stopped.aborted) return;
    const next = new Map<string, Kept>();
    for (const [name, file] of seen) {
      const before = kept.get(name);
      const list = read.get(file.path);
      if (before?.seen.mark === file.mark) next.set(name, before);
      else next.set(name, { seen: file, list: list ?? before?.list, bad: list === undefined });
    }
    for (const [name, file] of changed) {
      const list = read.get(file.path);
      if (list === undefined) onProblem({ reason: "unreadable", file: name });
      else if (list.skipped > 0) onProblem({ reason: "entries left out", file: name, count: list.skipped });
    }
    kept = next;
  };
  await load(await listFiles(folder));
  return {
    get lists() {
      return [...kept.values()].flatMap(({ list }) => (list === undefined ? [] : [list]));
    },
    get unreadable() {
      return [...kept.values()].filter(({ bad }) => bad).length;
    },
    async look() {
      const seen = await listFiles(folder).catch(() => undefined);
      if (seen === undefined) {
        if (!away) onProblem({ reason: "folder away" });
        away = true;
        return false;
      }
      away = false;
      const isNew = !same(seen, new Map([...kept].map(([name, one]) => [name, one.seen])));
      const rests = resting !== undefined && same(seen, resting);
      resting = isNew ? seen : undefined;
      if (!isNew || !rests) return false;
      await load(seen);
      return true;
    },
  };
}

const same = (one: ReadonlyMap<string, Seen>, other: ReadonlyMap<string, Seen>): boolean =>
  one.size === other.size && [...one].every(([name, { mark }]) => other.get(name)?.mark === mark);
