import { fold, type Meaning, meaningOf, type Particular } from "#domain/import/csv/column-names.ts";
import type { CsvRecord } from "#domain/import/csv/records.ts";
import { type Kind, parseIndicator } from "#domain/indicators/indicator.ts";
import type { Kinds } from "#domain/kinds/index.ts";

/** Which columns of a table hold what; they are counted from 0. */
export interface Columns {
  /** Whether the first record is the names of the columns. */
  readonly headed: boolean;
  readonly values: readonly { readonly at: number; readonly kinds: readonly Kind[] | undefined }[];
  readonly particulars: ReadonlyMap<Particular, number>;
}

/** Records that are looked at. */
const sampled = 200;
/** Share of a column's cells that must be values, and the lead over every other one. */
const enough = 0.5;
const lead = 0.3;

const isValue = (cell: string, kinds: Kinds): boolean => {
  const read = parseIndicator(cell.trim(), undefined, kinds);
  return read.ok || read.fault.code === "ambiguous";
};

/** The share of a column's filled cells that are values; 0 for one that is hardly filled. */
function share(records: readonly CsvRecord[], at: number, kinds: Kinds): number {
  const filled = records.map(({ cells }) => cells[at]?.trim() ?? "").filter((cell) => cell !== "");
  return filled.length < Math.max(1, records.length / 20) ? 0 : filled.filter((cell) => isValue(cell, kinds)).length / filled.length;
}

const named = /^[\p{L}\p{M}_ ./()#-]{1,60}$/u;

/** Whether the first record names the columns: a known name in it, or words above a column of values. */
function isHeaded(first: readonly string[], rest: readonly CsvRecord[], kinds: Kinds): boolean {
  if (first.some((cell) => cell.trim() !== "" && isValue(cell, kinds))) return false;
  if (first.some((cell) => meaningOf(cell, kinds) !== undefined)) return true;
  return rest.length > 0 && first.some((cell, at) => named.test(cell.trim()) && !cell.includes(".") && share(rest, at, kinds) >= enough);
}

/** The columns that somebody named, by header or number; undefined where one of them is none. */
function wished(wish: readonly string[], header: readonly string[] | undefined, width: number): readonly number[] | undefined {
  const found = wish.map((one) => {
    const exact = header?.findIndex((cell) => cell.trim().toLowerCase() === one.trim().toLowerCase()) ?? -1;
    if (exact !== -1) return exact;
    const folded = fold(one) === "" ? -1 : (header?.findIndex((cell) => fold(cell) === fold(one)) ?? -1);
    if (folded !== -1) return folded;
    return /^[1-9]\d{0,2}$/u.test(one.trim()) ? Number(one) - 1 : -1;
  });
  return found.length > 0 && found.every((at) => at >= 0 && at < width) ? [...new Set(found)] : undefined;
}

/** The one column that leads, if one does. */
function leading(candidates: readonly number[], records: readonly CsvRecord[], kinds: Kinds): number | undefined {
  const shares = candidates.map((at) => ({ at, share: share(records, at, kinds) })).sort((a, b) => b.share - a.share);
  const [first, second] = shares;
  if (first === undefined || first.share < enough) return undefined;
  return second === undefined || first.share - second.share >= lead ? first.at : undefined;
}

/** Finds the columns of a table; undefined if it does not show which of them holds the values, or if a wished one is none. */
export function chooseColumns(records: readonly CsvRecord[], wish: readonly string[] | undefined, kinds: Kinds): Columns | undefined {
  const first = records[0]?.cells ?? [];
  const headed = isHeaded(first, records.slice(1, sampled), kinds);
  const body = records.slice(headed ? 1 : 0, sampled);
  const width = Math.max(first.length, ...body.map(({ cells }) => cells.length));
  const meanings = Array.from({ length: width }, (_, at) => (headed ? meaningOf(first[at] ?? "", kinds) : undefined));
  const chosen = wish === undefined ? found(meanings, body, kinds) : wished(wish, headed ? first : undefined, width);
  if (chosen === undefined) return undefined;
  const particulars = new Map<Particular, number>();
  for (const [at, one] of meanings.entries())
    if (one?.particular !== undefined && !chosen.includes(at) && !particulars.has(one.particular)) particulars.set(one.particular, at);
  return { headed, values: chosen.map((at) => ({ at, kinds: kindsOf(meanings[at]) })), particulars };
}

const kindsOf = (meaning: Meaning | undefined): readonly Kind[] | undefined =>
  meaning?.values === undefined || meaning.values === "any" ? undefined : meaning.values;

function found(meanings: readonly (Meaning | undefined)[], body: readonly CsvRecord[], kinds: Kinds): readonly number[] | undefined {
  const columns = [...meanings.keys()];
  const one = (candidates: readonly number[]): readonly number[] | undefined => {
    const [only, ...others] = candidates;
    const best = others.length === 0 ? only : leading(candidates, body, kinds);
    return best === undefined ? undefined : [best];
  };
  const general = columns.filter((at) => meanings[at]?.values === "any");
  if (general.length > 0) return one(general);
  // a column that is named after a kind and holds nothing of use, a "host" of the sensor, is no candidate
  const specific = columns.filter((at) => meanings[at]?.values !== undefined && (body.length === 0 || share(body, at, kinds) > 0));
  if (specific.length > 0) return one(specific);
  const unknown = columns.filter((at) => meanings[at] === undefined && share(body, at, kinds) >= enough);
  return unknown.length === 0 ? undefined : one(unknown);
}
