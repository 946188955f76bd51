import type { Warned } from "#domain/enrichment.ts";
import type { Source } from "./define.ts";
import { openNetworks } from "./network.ts";
import { openWarningLists } from "./warning-lists.ts";

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
}

/** Opens every source there is. Rejects with UnreadableSource. */
export async function openSources({ warningLists, networks }: SourceFiles): Promise<Sources> {
  const { source, warned } = openWarningLists(warningLists);
  return { all: [source, await openNetworks(networks)], warned };
}
