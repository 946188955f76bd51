import type { Notice } from "#domain/notices/index.ts";
import { alertSamples } from "./alerts.ts";
import { caseSamples } from "./cases.ts";
import { confirmSamples } from "./confirm.ts";
import { enrichmentSamples } from "./enrichment.ts";
import { exportSamples } from "./exports.ts";
import { hitSamples } from "./hits.ts";
import { importSamples } from "./imports.ts";
import { indicatorSamples } from "./indicators.ts";
import { lifecycleSamples } from "./lifecycle.ts";
import { meetingSamples } from "./meetings.ts";
import { officerSamples } from "./officers.ts";
import { plainSamples } from "./plain.ts";
import type { Samples } from "./samples.ts";
import { taskSamples } from "./tasks.ts";

export { canary } from "./parts.ts";

/** One of each notice that there is: a new one without a sample does not compile. */
export const samples: Samples<Notice> = {
  ...alertSamples,
  ...caseSamples,
  ...confirmSamples,
  ...enrichmentSamples,
  ...exportSamples,
  ...hitSamples,
  ...importSamples,
  ...indicatorSamples,
  ...lifecycleSamples,
  ...meetingSamples,
  ...officerSamples,
  ...plainSamples,
  ...taskSamples,
};
