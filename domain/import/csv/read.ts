import { unmark } from "#domain/codes/markings.ts";
import { csvColumns, unguardCell } from "#domain/export/csv/columns.ts";
import { extract } from "#domain/extract/index.ts";
import { partsOf, pieces } from "#domain/import/csv/cell.ts";
import { type Columns, chooseColumns } from "#domain/import/csv/choose-columns.ts";
import { fingerprint } from "#domain/import/csv/column-names.ts";
import { type CsvFault, type CsvRecord, csvRecords, mostColumns } from "#domain/import/csv/records.ts";
import { type RowFacts, rowFacts } from "#domain/import/csv/row.ts";
import type { Shape } from "#domain/import/csv/shape.ts";
import { type Gathering, gathering, type Particulars, readAs } from "#domain/import/gather.ts";
import type { Reading } from "#domain/import/reading.ts";
import { refuse } from "#domain/import/refuse.ts";
import { type Into, type Tally, tally } from "#domain/import/tally.ts";
import { isContext, kindsNamed, parts } from "#domain/import/type-names.ts";
import { oneLine } from "#domain/import/words.ts";
import { longestValue } from "#domain/indicators/indicator.ts";
import { type Kind, type Kinds, kindOf } from "#domain/kinds/index.ts";
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

/**
 * Whether rows that nothing calls a table are lines of a text in which commas stand: one line alone, cells that are more than a value, or
 * values in other columns than those that would be taken.
 */
export function isText({ head, columns }: Table, kinds: Kinds): boolean {
  const chosen = columns?.values ?? [];
  return (
    head.length < 2 ||
    head.some(({ cells }) =>
      cells.some((cell, at) => {
        const typed = cell.trim();
        if (typed === "" || typed.startsWith("#")) return false;
        if (!chosen.some((one) => one.at === at)) return hasValue(typed, kinds);
        const read = readAs(typed, undefined, kinds);
        return read.ok && /\s/u.test(typed) && isOpen(read.value.kind);
      }),
    )
  );
}
const hasValue = (text: string, kinds: Kinds): boolean => extract(text, kinds).length > 0;
/** Of these a cell may hold more than the value. */
const isOpen = (kind: Kind): boolean => kindOf(kind).blanks !== undefined && kindOf(kind).blanks !== "groups";

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
  if (columns === undefined) return refuse(name, which(head, wish, kinds), "table");
  const gather = gathering("csv", kinds);
  for (const line of shape.preamble) gather.mark(line);
  const own = columns.headed && csvColumns.every((name, at) => head[0]?.cells[at] === name);
  const apart = tally();
  const around = { columns, told: new Set<string>(), own, isMisp: columns.particulars.has("detection"), apart };
  for (const type of columns.foreign) apart.add(1, { code: "attribute-type", type });
  let left = names;
  for (const one of recordsOf(shape)) {
    if (isFault(one)) gather.unclear(one.line, one.why);
    else if (left > 0) left = 0;
    else if (own || !isRemark({ gather, apart }, one, columns)) takeRow(gather, one, around);
    if (!isFault(one) && one.isCut) apart.add(one.line, { code: "row-too-wide", most: mostColumns });
  }
  apart.tell(gather);
  return ok(gather.reading());
}

/** Most words that are told by themselves. */
const mostTold = 100;

const isFault = (one: CsvRecord | CsvFault): one is CsvFault => "why" in one;

/** A line in or below the table that is none of its rows: a remark, or a marking alone, which holds for the whole file. */
function isRemark({ gather, apart }: Into, { cells, line }: CsvRecord, { values, hashed }: Columns): boolean {
  const filled = cells.filter((cell) => cell.trim() !== "");
  const [only] = filled;
  // the line below the names of a table in Markdown
  if (only === undefined || filled.every((cell) => /^\s*:?-{2,}:?\s*$/u.test(cell))) return true;
  const remark = cells[0]?.startsWith("#") === true;
  const hasValue = ({ at, kinds }: Columns["values"][number]) =>
    readAs((cells[at] ?? "").replace(/^#\s*/u, "").trim(), kinds, gather.kinds).ok;
  if (remark && values.some(hasValue)) {
    if ((hashed || /^#\d+$/u.test(cells[0]?.trim() ?? "")) && values.every(({ at }) => at > 0)) return false;
    apart.add(line, "values-in-remarks");
  }
  if (!remark && (filled.length > 1 || !/tlp|pap/iu.test(only) || unmark(only, {}).trim() !== "")) return false;
  for (const cell of filled) gather.mark(cell);
  return true;
}

interface Around {
  readonly columns: Columns;
  /** Columns and words of which a remark was made. */
  readonly told: Set<string>;
  /** The table is one of our own exports. */
  readonly own: boolean;
  /** It is what MISP exports as CSV, whose types are MISP's. */
  readonly isMisp: boolean;
  readonly apart: Tally;
}
function takeRow(gather: Gathering, record: CsvRecord, { columns, told, own, isMisp, apart }: Around): void {
  const facts = rowFacts(record, columns, own);
  if (facts.isRecipient) {
    apart.add(record.line, "recipients-of-mails");
    return;
  }
  for (const { column, typed } of facts.unread) {
    const strict = column === "tlp" || column === "pap";
    // one remark per column and word: the same word stands in many rows
    const key = `${column} ${typed}`;
    if (!strict && (told.has(key) || told.size >= mostTold)) continue;
    told.add(key);
    gather.unclear(record.line, { code: "cell", typed: oneLine(typed, 60) ?? "", column, red: strict });
  }
  for (const { at, kinds } of columns.values) {
    const cell = record.cells[at] ?? "";
    const typed = unguardCell(cell).trim();
    if (typed === "") continue;
    if (typed.includes("\ufffd")) gather.unclear(record.line, "broken-characters");
    else if (typed.length > longestValue) gather.unclear(record.line, { code: "too-long", most: longestValue });
    else takeCell({ gather, apart }, { line: record.line, typed, own, isMisp }, facts, kinds);
  }
}

interface Cell {
  readonly line: number;
  readonly typed: string;
}
function takeCell(
  into: Into,
  { line, typed, own, isMisp }: Cell & Pick<Around, "own" | "isMisp">,
  { type, particulars }: RowFacts,
  column: readonly Kind[] | undefined,
): void {
  const { gather } = into;
  const composite = type.includes("|") ? parts(type, typed) : undefined;
  for (const [name, value] of composite ?? [])
    takeNamed(into, { line, typed: value }, particulars, namedBy({ type: name, typed: value, isMisp }, column, gather.kinds));
  if (composite !== undefined) return;
  const named = namedBy({ type, typed, isMisp }, column, gather.kinds);
  // in our own exports a cell is a value
  const isWhole = own || (typeof named === "object" && "apart" in named);
  const values = isWhole ? [typed] : valuesIn(typed, named, gather.kinds);
  for (const value of values) takeNamed(into, { line, typed: value }, particulars, named);
}

/** What a row's type says that its value is: one of these kinds, whatever it shows, or something that is not imported. */
function namedBy({ type, typed, isMisp }: Typed, column: readonly Kind[] | undefined, kinds: Kinds): Named {
  if (type === "") return column ?? "any";
  if (isMisp && isContext(type)) return { apart: type };
  const found = kindsNamed(type, kinds) ?? fingerprint(type, kinds)?.values;
  if (found !== undefined && found !== "any") return found;
  // its type is not known: the number of its digits must not overrule that
  return column === undefined && /^[\da-f]{32,}$/iu.test(typed.trim()) ? { apart: type } : (column ?? "any");
}
interface Typed extends Pick<Around, "isMisp"> {
  readonly type: string;
  readonly typed: string;
}
type Named = readonly Kind[] | "any" | { readonly apart: string };

function takeNamed({ gather, apart }: Into, { line, typed }: Cell, particulars: Particulars, named: Named): void {
  if (typeof named === "object" && "apart" in named) apart.add(line, { code: "attribute-type", type: oneLine(named.apart, 40) ?? "" });
  else gather.value(line, typed, named === "any" ? undefined : named, particulars);
}

/** The values of a cell: all of it; each of its URLs; or, of what is none of these, its parts if each of them is a value. */
function valuesIn(typed: string, named: readonly Kind[] | "any", kinds: Kinds): readonly string[] {
  const as = named === "any" ? undefined : named;
  return (as === undefined || as.includes("url") ? pieces(typed) : [typed]).flatMap((piece) => {
    const several = readAs(piece, as, kinds).ok ? [] : partsOf(piece);
    return several.length > 1 && several.every((part) => readAs(part, as, kinds).ok) ? several : [piece];
  });
}

/** Which columns there are, and how to name those with the values. */
function which(records: readonly CsvRecord[], wish: readonly string[] | undefined, kinds: Kinds): Advice {
  const names = (records[0]?.cells ?? []).map((cell) => oneLine(cell, 24) ?? "");
  const sought = wish && (oneLine(wish.join(","), 60) ?? '""');
  const holds = (at: number) => records.slice(1, 20).some(({ cells }) => readAs((cells[at] ?? "").trim(), undefined, kinds).ok);
  const typeable = names.flatMap((name, at) => (/^[\p{L}\p{N}_-]+$/u.test(name) ? [{ name, holds: holds(at) }] : []));
  return {
    code: "columns",
    ...(sought !== undefined && { sought }),
    names: names.slice(0, 12),
    total: names.length,
    // those that hold values first
    typeable: typeable
      .toSorted((a, b) => Number(b.holds) - Number(a.holds))
      .slice(0, 2)
      .map(({ name }) => name),
  };
}
