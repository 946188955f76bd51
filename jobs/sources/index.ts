import type { ListsHeld } from "#domain/enrichment/source.ts";
import type { Warned } from "#domain/indicators/warning.ts";
import type { Source } from "./define.ts";
import { openNetworks } from "./network.ts";
import type { ListProblem } from "./warning-lists/folder.ts";
import { openWarningLists } from "./warning-lists/source.ts";

/** What the operator brings beside what is shipped. */
export interface SourceFiles {
  /** A folder with warning lists. */
  readonly warningLists?: string;
  /** Files in MaxMind's DB format. */
  readonly networks: readonly string[];
}
export interface Sources {
  readonly all: readonly Source[];
  readonly warned: Warned;
  /** The warning lists that hold now. */
  lists(): ListsHeld;
  close(): void;
}

/** Opens every source there is; `onProblem` hears what is wrong with the operator's lists, now and later. Rejects with UnreadableSource. */
export async function openSources(
  { warningLists, networks }: SourceFiles,
  onProblem: (problem: ListProblem) => void = () => {},
): Promise<Sources> {
  const network = await openNetworks(networks);
  const { source, warned, held, close } = await openWarningLists(warningLists, onProblem);
  return { all: [source, network], warned, lists: held, close };
}
