import type { Refanged } from "#domain/extract/refang/text.ts";
import type { Section } from "#domain/extract/sections.ts";
import type { Tables, Way } from "#domain/extract/tables.ts";
import type { Labelled, Scan, Spot } from "#domain/kinds/traits/detection.ts";

/** What a label says of a digest: how it is of a kind of its own, "other" for digests of no kind here, or nothing. */
export type Label = Way<Labelled> | "other" | undefined;

/** One pass over one text, with all that the scanner knows of it. */
export interface Pass extends Scan {
  readonly plain: Refanged;
  readonly sections: readonly Section[];
  readonly tables: Tables;
  /** The digest that was looked at last, with what was said of it. */
  listed: { readonly label: Label; readonly to: number };
  /** The table in which a digest was looked at last: where its row and the next one begin, and the cells of its first row. */
  table: { readonly to: number; readonly next: number; readonly heads: readonly string[] };
  /** URLs without a host. */
  nowhere: number;
}

/** The end of what the first of these finds at `from`; -1 if none does. */
export function firstOf(ways: readonly Way<Spot>[], pass: Pass, from: number): number {
  for (const { kind, how } of ways) {
    const found = how.read(pass, from, kind);
    if (found > 0) return found;
  }
  return -1;
}
