import type { ExportNotice } from "#domain/notices/exports.ts";
import { anna } from "../stores.ts";
import { at, canary, codes, counted } from "./parts.ts";
import type { Samples } from "./samples.ts";

export const exportSamples: Samples<ExportNotice> = {
  "export-begun": { type: "export-begun", ...counted },
  "export-file": { type: "export-file", codes, oldest: at, file: { name: "a.csv", mimetype: "text/csv", packed: "AwA=" } },
  "export-list": { type: "export-list", codes, exports: [{ at, by: anna, format: "csv", for: "intel", reason: canary }], total: 1 },
  "export-made": { type: "export-made", ...counted, name: "a.csv", bytes: 1, sha256: "00" },
  "export-nothing": { type: "export-nothing", ...counted },
  "export-shown": { type: "export-shown", ...counted, readers: 2 },
  "export-too-large": { type: "export-too-large", codes, format: "csv", most: 1 },
};
