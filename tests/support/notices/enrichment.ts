import type { EnrichmentNotice } from "#domain/notices/enrichment.ts";
import { anna } from "../stores.ts";
import { at, codes, indicator } from "./parts.ts";
import type { Samples } from "./samples.ts";

export const enrichmentSamples: Samples<EnrichmentNotice> = {
  enriched: {
    type: "enriched",
    job: "JOB-1",
    codes,
    lines: [{ ref: "IOC-1", indicator, findings: [] }],
    silent: [],
    failed: [],
    oldest: at,
  },
  "enrichment-jobs": {
    type: "enrichment-jobs",
    codes,
    jobs: [{ ref: "JOB-1", records: ["IOC-1"], state: "done", askedBy: anna, askedAt: at, automatic: false }],
    total: 1,
  },
  "enrichment-queued": { type: "enrichment-queued", codes, job: "JOB-1", records: ["IOC-1"], withdrawn: [], forbidden: [] },
};
