/** The columns of our CSV files, in their order; the import reads them back by these names. */
export const csvColumns = [
  "type",
  "value",
  "tlp",
  "pap",
  "handling",
  "evaluation",
  "category",
  "share",
  "only",
  "tags",
  "source",
  "seen",
  "note",
] as const;
export type CsvColumn = (typeof csvColumns)[number];

/** What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), in full width too, and our own mark. */
const risky = /^['=+\-@\t\r\n＝＋－＠]/u;

/** The cell's text so that no spreadsheet computes it: an apostrophe before what could begin a formula. */
export const guardCell = (text: string): string => (risky.test(text) ? `'${text}` : text);

/** The inverse of `guardCell`. */
export const unguardCell = (cell: string): string => (cell.startsWith("'") && risky.test(cell.slice(1)) ? cell.slice(1) : cell);
