import type { Refanged } from "#domain/extract/refang/text.ts";
import type { Section } from "#domain/extract/sections.ts";
import type { Tables, Way } from "#domain/extract/tables.ts";
import type { Scan, Spot } from "#domain/kinds/traits/detection.ts";

/** One pass over one text, with all that the scanner knows of it. */
export interface Pass extends Scan {
  readonly plain: Refanged;
  readonly sections: readonly Section[];
  readonly tables: Tables;
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
