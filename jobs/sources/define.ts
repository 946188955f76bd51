import type { Finding, SourceCard } from "#domain/enrichment/source.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";

/** A file of a source that cannot be read, named by its path. */
export class UnreadableSource extends Error {
  constructor(file: string) {
    super(file);
    this.name = "UnreadableSource";
  }
}

/** One source of enrichment: what it says of itself, and how it is asked. One file per source. */
export interface Source extends SourceCard {
  /** Undefined if it knows nothing of the value; rejects if it could not be asked. */
  look(indicator: Indicator): Promise<Finding | undefined>;
}
