import type { Figure } from "./figures.ts";

/** How large the rows are that can be made larger. */
export interface Size {
  /** Rooms of the rows that have many. */
  readonly rooms: number;
  /** Ten times as many held indicators as well; that takes minutes. */
  readonly large: boolean;
}

/** What a run of a group has found. */
export interface Findings {
  readonly figures: readonly Figure[];
  /** Sentences about what was measured against what, under the table. */
  readonly notes: readonly string[];
  /** Markdown of its own, after the table. */
  readonly more?: string;
}

/** Rows that share their servers. */
export interface Group {
  /** The name of each row with what it measures. */
  readonly rows: Readonly<Record<string, string>>;
  /** Measures those rows whose names are wanted. */
  measure(wanted: ReadonlySet<string>, size: Size): Promise<Findings>;
}

/** Both sides in each round; who is asked second may find a busier server, so they take turns in going first. */
export async function interleaved(
  rounds: number,
  ours: (round: number) => Promise<void>,
  peer: (round: number) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < rounds; round++) for (const side of round % 2 === 0 ? [ours, peer] : [peer, ours]) await side(round);
}
