import type { Codes } from "#domain/codes/codes.ts";
import type { Finding } from "#domain/enrichment/source.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import type { Ref, UserId } from "#domain/primitives/ids.ts";

/** What the sources said of one record. */
export interface EnrichedLine {
  readonly ref: Ref<"IOC">;
  readonly indicator: Indicator;
  readonly findings: readonly Finding[];
}
/** One batch of questions to the sources. */
export interface JobLine {
  readonly ref: Ref<"JOB">;
  readonly records: readonly Ref<"IOC">[];
  readonly state: "waiting" | "done";
  readonly askedBy: UserId;
  readonly askedAt: Date;
  /** Nobody asked: it follows from the logging. */
  readonly automatic: boolean;
  /** Of its records something is known. */
  readonly found?: number;
  /** Sources that failed. */
  readonly failed?: readonly string[];
}

export type EnrichmentNotice =
  | {
      readonly say: "enrichment-queued";
      readonly job: Ref<"JOB">;
      readonly records: readonly Ref<"IOC">[];
      /** Named and taken back: nothing is asked about them. */
      readonly withdrawn: readonly Ref<"IOC">[];
      /** Named and not asked, since the codes of these records forbid it. */
      readonly forbidden: readonly { readonly source: string; readonly records: readonly Ref<"IOC">[] }[];
      readonly codes: Codes;
    }
  /** `codes` are the strictest of the records'; `silent` are those of which no source knows anything. */
  | {
      readonly say: "enriched";
      readonly job: Ref<"JOB">;
      readonly lines: readonly EnrichedLine[];
      readonly silent: readonly Ref<"IOC">[];
      readonly failed: readonly string[];
      readonly codes: Codes;
      /** When the first of the records was logged. */
      readonly oldest: Date;
    }
  | { readonly say: "enrichment-jobs"; readonly jobs: readonly JobLine[]; readonly total: number; readonly codes: Codes };
