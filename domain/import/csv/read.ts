import { unmark } from "#domain/codes/markings.ts";
import { csvColumns, unguardCell } from "#domain/export/csv/columns.ts";
import { type Columns, chooseColumns } from "#domain/import/csv/choose-columns.ts";
import { type CsvFault, type CsvRecord, csvRecords, mostColumns } from "#domain/import/csv/records.ts";
import { type RowFacts, rowFacts } from "#domain/import/csv/row.ts";
import type { Shape } from "#domain/import/csv/shape.ts";
import { type Gathering, gathering } from "#domain/import/gather.ts";
import type { Reading } from "#domain/import/reading.ts";
import { refuse } from "#domain/import/refuse.ts";
import { tally } from "#domain/import/tally.ts";
import { kindsNamed, parts } from "#domain/import/type-names.ts";
import { oneLine } from "#domain/import/words.ts";
import { longestValue } from "#domain/indicators/indicator.ts";
import type { Kinds } from "#domain/kinds/index.ts";
import type { Advice } from "#domain/primitives/advice.ts";
import { ok, type Result } from "#domain/primitives/result.ts";

/** What a table is read by. */
export interface Table {
  /** Its first records, with the names of the columns where those stand in a remark above it. */
  readonly head: readonly CsvRecord[];
  readonly columns: Columns | undefined;
  /** Records at its beginning that are the names of the columns. */
  readonly names: 0 | 1;
  /** Columns that somebody named for it. */
  readonly wish: readonly string[] | undefined;
}

/** Records by which a table is judged. */
const sampled = 200;

/** The beginning of a table, with the names above it where they stand in a remark, and its columns. */
export function tableOf(shape: Shape, wish: readonly string[] | undefined, kinds: Kinds): Table {
  const head: CsvRecord[] = [];
  for (const one of recordsOf(shape)) if ("cells" in one && head.push(one) === sampled) break;
  const columns = chooseColumns(head, wish, kinds);
  const above = columns?.headed ? undefined : namesAbove(shape, head[0]);
  if (above === undefined) return { head, columns, names: columns?.headed ? 1 : 0, wish };
  const headed = [above, ...head];
  return { head: headed, columns: chooseColumns(headed, wish, kinds), names: 0, wish };
}

const recordsOf = ({ table, delimiter, preamble }: Shape) => csvRecords(table, delimiter, preamble.length);

/** Some feeds write the names of the columns as their last remark. */
function namesAbove({ preamble, delimiter }: Shape, first: CsvRecord | undefined): CsvRecord | undefined {
  const last = preamble.findLast((line) => line.replaceAll("#", "").trim() !== "");
  if (last === undefined || first === undefined) return undefined;
  const [names] = csvRecords(last.replace(/^[#\s]+/u, ""), delimiter, 0);
  const cells = (names && "cells" in names ? names.cells : []).map((cell) => cell.trim());
  return cells.length > 1 && cells.length === first.cells.length ? { line: first.line, cells, isCut: false } : undefined;
}

/** Reads a table: one value per row, or one per named column. Fault: it does not show which columns hold the values. */
export function readTable(name: string, shape: Shape, table: Table, kinds: Kinds): Result<Reading> {
  const { head, columns, names, wish } = table;
  if (columns === undefined) return refuse(name, which(head, wish), "table");
  const gather = gathering("csv", kinds);
  for (const line of shape.preamble) unmark(line, gather.marks);
  const own = columns.headed && csvColumns.every((name, at) => head[0]?.cells[at] === name);
  const around = { columns, told: new Set<string>(), own };
  const apart = tally();
  let left = names;
  for (const one of recordsOf(shape)) {
    if (isFault(one)) gather.unclear(one.line, one.why);
    else if (left > 0) left = 0;
    else if (own || !isRemark(gather, one)) takeRow(gather, one, around);
    if (!isFault(one) && one.isCut) apart.add(one.line, { code: "row-too-wide", most: mostColumns });
  }
  apart.tell(gather);
  return ok(gather.reading());
}

const isFault = (one: CsvRecord | CsvFault): one is CsvFault => "why" in one;

/** A line in or below the table that is none of its rows: a remark, or a marking alone, which holds for the whole file. */
function isRemark(gather: Gathering, { cells }: CsvRecord): boolean {
  const filled = cells.filter((cell) => cell.trim() !== "");
  const [only] = filled;
  if (only === undefined) return true;
  const remark = cells[0]?.startsWith("#") === true;
  if (!remark && (filled.length > 1 || !/tlp|pap/iu.test(only) || unmark(only, {}).trim() !== "")) return false;
  for (const cell of filled) unmark(cell, gather.marks);
  return true;
}

interface Around {
  readonly columns: Columns;
  /** Columns of which a remark was made. */
  readonly told: Set<string>;
  /** The table is one of our own exports. */
  readonly own: boolean;
}
function takeRow(gather: Gathering, record: CsvRecord, { columns, told, own }: Around): void {
  const facts = rowFacts(record, columns, own);
  for (const { column, typed } of facts.unread) {
    const strict = column === "tlp" || column === "pap";
    // one remark per column and word: the same word stands in many rows
    if (!strict && told.has(column)) continue;
    told.add(column);
    gather.unclear(record.line, { code: "cell", typed: oneLine(typed, 60) ?? "", column, red: strict });
  }
  for (const { at, kinds } of columns.values) {
    const cell = record.cells[at] ?? "";
    const typed = unguardCell(cell).trim();
    if (typed === "") continue;
    if (typed.includes("\ufffd")) gather.unclear(record.line, "broken-characters");
    else if (typed.length > longestValue) gather.unclear(record.line, { code: "too-long", most: longestValue });
    else takeCell(gather, { line: record.line, typed }, facts, kinds);
  }
}

interface Cell {
  readonly line: number;
  readonly typed: string;
}
function takeCell(gather: Gathering, { line, typed }: Cell, facts: RowFacts, kinds: ReturnType<typeof kindsNamed>): void {
  const pair = facts.type.includes("|") ? parts(facts.type, typed) : undefined;
  for (const [type, value] of pair ?? [[facts.type, typed] as const])
    gather.value(line, value, type === "" ? kinds : (kindsNamed(type, gather.kinds) ?? kinds), facts.particulars);
}

/** Which columns there are, and how to name those with the values. */
function which(records: readonly CsvRecord[], wish: readonly string[] | undefined): Advice {
  const names = (records[0]?.cells ?? []).map((cell) => oneLine(cell, 24) ?? "");
  const sought = wish && (oneLine(wish.join(","), 60) ?? '""');
  return {
    code: "columns",
    ...(sought !== undefined && { sought }),
    names: names.slice(0, 12),
    total: names.length,
    typeable: names.filter((name) => /^[\p{L}\p{N}_-]+$/u.test(name)).slice(0, 2),
  };
}
