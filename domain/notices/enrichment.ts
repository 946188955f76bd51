import type { Codes } from "#domain/codes/codes.ts";
import type { EnrichedLine, JobLine } from "#domain/enrichment/job.ts";
import { nothing, type Policies, whenSaid } from "#domain/notices/define-policy.ts";
import type { Ref } from "#domain/primitives/ids.ts";

export type EnrichmentNotice =
  | {
      readonly type: "enrichment-queued";
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
      readonly type: "enriched";
      readonly job: Ref<"JOB">;
      readonly lines: readonly EnrichedLine[];
      readonly silent: readonly Ref<"IOC">[];
      readonly failed: readonly string[];
      readonly codes: Codes;
      /** When the first of the records was logged. */
      readonly oldest: Date;
    }
  | { readonly type: "enrichment-jobs"; readonly jobs: readonly JobLine[]; readonly total: number; readonly codes: Codes };

export const enrichmentPolicies: Policies<EnrichmentNotice> = {
  "enrichment-queued": { labelled: true, hears: "case", oldest: whenSaid, shows: nothing },
  enriched: { labelled: true, hears: "case", oldest: ({ oldest }) => oldest, shows: ({ lines }) => ({ records: lines, hits: [] }) },
  "enrichment-jobs": { labelled: true, hears: "case", oldest: whenSaid, shows: nothing },
};
