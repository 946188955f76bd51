import { csvWriter } from "#domain/export/csv/write.ts";
import { mispWriter } from "#domain/export/misp/write.ts";
import type { ExportHead, FileWriter } from "#domain/export/record.ts";
import { stixWriter } from "#domain/export/stix/write.ts";
import type { Kinds } from "#domain/kinds/index.ts";

/** The formats that an export writes. */
export type ExportFormat = "stix" | "misp" | "csv";

interface Format {
  readonly ending: string;
  readonly mimetype: string;
  /** Everybody's name for it, as it reads in a sentence. */
  readonly name: string;
  open(head: ExportHead, kinds?: Kinds): FileWriter;
}

/** Every format by the word that follows `export`. */
export const exportFormats: Readonly<Record<ExportFormat, Format>> = {
  stix: { ending: "stix.json", mimetype: "application/stix+json;version=2.1", name: "STIX 2.1", open: stixWriter },
  misp: { ending: "misp.json", mimetype: "application/json", name: "MISP", open: mispWriter },
  csv: { ending: "csv", mimetype: "text/csv", name: "CSV", open: csvWriter },
};

/** Most bytes of a file that is sent: the same that the bot reads of one. */
export const mostExportBytes = 20 * 1024 * 1024;

/** `C-2026-0007-20261124-1015.stix.json`: the case's neutral reference and the time (UTC), nothing else. */
export function exportName(format: ExportFormat, { ref, at }: Pick<ExportHead, "ref" | "at">): string {
  const [date = "", time = ""] = at.toISOString().split("T");
  return `${ref}-${date.replaceAll("-", "")}-${time.slice(0, 5).replace(":", "")}.${exportFormats[format].ending}`;
}
