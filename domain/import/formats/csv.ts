import { isText, readTable, tableOf } from "#domain/import/csv/read.ts";
import { shapeOf } from "#domain/import/csv/shape.ts";
import { defineFormat } from "#domain/import/formats/define.ts";

const tableName = /\.(?:csv|tsv|psv|tab)$/iu;
const tableType = /^text\/(?:csv|tab-separated-values)\b/iu;

/** RFC 4180 and what programs write instead of it. */
export const csv = defineFormat({
  name: "csv",
  label: "tables (CSV with commas, semicolons, tabs or bars)",
  line: "the line on which the row begins",
  reads: [
    "columns whose names or values show what they hold, one for each kind or one for all, or those that are named by with:",
    "several values of one cell, if each part of it is one",
    "tags, notes, sources and dates in columns of those names",
    "numbers of days as spreadsheets count them, where dates that are near stand in the same column; else they are told",
    "TLP and PAP in columns whose names or words show them; red for a word that is not understood, which is told",
    "what MISP exports as CSV, by MISP's rules",
    "markings in remarks above and below the table",
  ],
  leavesOut: [
    ["all other columns", "a value that only might be meant is not logged"],
    ["recipients and targets of mails, by the type of a row or the name of a column", "they are victims or colleagues"],
    ["rows that begin with #", "they are remarks, unless that is a number or most rows begin so; values in them are counted"],
    [
      "fingerprints of sorts that we do not keep (hassh, pehash, certificates)",
      "their number of digits does not make them an MD5; each is named",
    ],
    ["rows longer and wider than bounds, and quotation marks that never close", "each is named"],
  ],
  // a table where it is named so or looks so
  read: async ({ sniffed, name, mimetype, text }, { wish, kinds }) => {
    if (sniffed !== "text") return undefined;
    const shape = shapeOf(text);
    const named = wish.columns !== undefined || tableName.test(name) || tableType.test(mimetype ?? "");
    if (!named && shape.regular < 0.9) return undefined;
    const table = tableOf(shape, wish.columns, kinds);
    if (!named && table.columns?.headed === false && isText(table, kinds)) return undefined;
    const single = table.head.every(({ cells }) => cells.length < 2);
    // no row that can be read, one column of which nothing is known, or a text with commas: nothing to ask about
    const isOpen = wish.columns === undefined && (single || !named);
    if (table.columns === undefined && (isOpen || table.head.length === 0)) return undefined;
    return readTable(name, shape, table, kinds);
  },
});
