import type { ImportNotice } from "#domain/notices/imports.ts";
import { at, codes, file, indicator, line } from "./parts.ts";
import type { Samples } from "./samples.ts";

export const importSamples: Samples<ImportNotice> = {
  "import-asked": { type: "import-asked", codes, held: 0, shown: [{ kind: "domain", values: [indicator], more: 2 }], ...file },
  "import-cancelled": { type: "import-cancelled", codes, oldest: at, line },
  "import-done": { type: "import-done", codes, oldest: at, line, asked: false },
  "import-progress": { type: "import-progress", codes, oldest: at, line },
  "import-started": { type: "import-started", codes, ref: "IMP-1", ...file },
};
