import { join } from "node:path";
import type { ListsHeld } from "#domain/enrichment/source.ts";
import { kinds } from "#domain/indicators/indicator.ts";
import type { Warned } from "#domain/indicators/warning.ts";
import { warningLists } from "#domain/warning-lists/index.ts";
import { type Source, UnreadableSource } from "../define.ts";
import { type ListProblem, type WatchedFolder, watchFolder } from "./folder.ts";

/** Lists that come with the program. */
const shipped = join(import.meta.dirname, "..", "data", "warning-lists");
/** How often the operator's folder is looked at, in milliseconds; what has changed must rest until the next look. */
const everyMs = 2_000;

/** How many lists are named beside the first: a popular site stands on dozens. */
const named = 3;

/** Warning lists, open until they are closed. */
export interface OpenWarningLists {
  readonly source: Source;
  readonly warned: Warned;
  /** What holds now. */
  held(): ListsHeld;
  close(): void;
}

/**
 * Warning lists in MISP's format (github.com/MISP/misp-warninglists, `list.json`): the shipped ones and those of the
 * operator's folder, which is watched; other lists take the place of the old ones at once, and what was logged before stays as
 * it is. Rejects with UnreadableSource for a folder that is not there.
 */
export async function openWarningLists(
  folder: string | undefined,
  onProblem: (problem: ListProblem) => void,
  pace = everyMs,
): Promise<OpenWarningLists> {
  const stop = new AbortController();
  const ours = await watchFolder(shipped, onProblem, stop.signal);
  const operators = folder === undefined ? undefined : await watched(folder, onProblem, stop.signal);
  const ready = () => warningLists([...ours.lists, ...(operators?.lists ?? [])]);
  let lists = ready();
  let timer: NodeJS.Timeout | undefined;
  const look = async (own: WatchedFolder): Promise<void> => {
    if (await own.look()) lists = ready();
  };
  const again = (): void => {
    if (stop.signal.aborted || operators === undefined) return;
    // lists that cannot be made ready leave the old ones in place
    timer = setTimeout(() => {
      look(operators)
        .catch(() => onProblem({ reason: "unreadable" }))
        .finally(again);
    }, pace).unref();
  };
  again();
  return {
    warned: (indicator) => lists.first(indicator),
    held: () => ({ lists: lists.lists, entries: lists.entries, unreadable: operators?.unreadable ?? 0 }),
    source: {
      name: "warning-lists",
      reach: "local",
      discloses: "nothing",
      ceiling: { tlp: "red", pap: "red" },
      atEntry: true,
      kinds,
      async look(indicator) {
        const [first, ...others] = lists.all(indicator);
        if (first === undefined) return undefined;
        const why = first.about === undefined ? "" : `: ${first.about}`;
        const more = others.length > named ? [`and ${others.length - named} more`] : [];
        return {
          source: "warning-lists",
          facts: [`on "${first.list}"${why}`, ...others.slice(0, named).map(({ list }) => `on "${list}"`), ...more],
        };
      },
    },
    close() {
      stop.abort();
      clearTimeout(timer);
    },
  };
}

async function watched(folder: string, onProblem: (problem: ListProblem) => void, stopped: AbortSignal): Promise<WatchedFolder> {
  try {
    return await watchFolder(folder, onProblem, stopped);
  } catch {
    throw new UnreadableSource(folder);
  }
}
