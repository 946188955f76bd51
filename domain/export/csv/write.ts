import { type CsvColumn, csvColumns, guardCell } from "#domain/export/csv/columns.ts";
import type { ExportRecord, FileWriter } from "#domain/export/record.ts";

const cells: Readonly<Record<CsvColumn, (record: ExportRecord) => string>> = {
  type: ({ indicator }) => indicator.kind,
  value: ({ indicator }) => indicator.value,
  tlp: ({ codes }) => codes.tlp,
  pap: ({ codes }) => codes.pap,
  handling: ({ codes }) => codes.handling.join("+"),
  evaluation: ({ codes }) => codes.evaluation,
  category: ({ codes }) => codes.category,
  share: ({ codes }) => codes.share,
  only: ({ codes }) => codes.only?.join(",") ?? "",
  tags: ({ tags }) => tags.join(","),
  source: ({ source }) => source ?? "",
  seen: ({ lastSeenAt }) => lastSeenAt.toISOString(),
  note: ({ note }) => note ?? "",
};

/** One row; every cell in quotation marks, so that what stands in one never becomes another one's beginning. */
const row = (texts: readonly string[]): string => `${texts.map((text) => `"${text.replaceAll('"', '""')}"`).join(",")}\r\n`;

/**
 * CSV (RFC 4180) in UTF-8, with a byte order mark, since spreadsheets read it as something else without. Values stand as they
 * are, for programs: a spreadsheet makes no links of what it opens, and computes nothing of it (`guardCell`).
 */
export const csvWriter = (): FileWriter => ({
  start: `\ufeff${row(csvColumns)}`,
  add: (record) => row(csvColumns.map((column) => guardCell(cells[column](record)))),
  end: () => "",
});
