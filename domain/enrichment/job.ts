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
