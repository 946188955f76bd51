import { foreignMarking, isForeignColour } from "#domain/codes/foreign-markings.ts";
import { readPap, readTlp } from "#domain/codes/markings.ts";
import { partsOf, pieces } from "#domain/import/csv/cell.ts";
import { fold, type Meaning, meaningOf, type Particular } from "#domain/import/csv/column-names.ts";
import type { CsvRecord } from "#domain/import/csv/records.ts";
import { datesIn, type Times } from "#domain/import/dates.ts";
import { kindsNamed, parts } from "#domain/import/type-names.ts";
import { oneLine } from "#domain/import/words.ts";
import { type Kind, parseIndicator } from "#domain/indicators/indicator.ts";
import type { Kinds } from "#domain/kinds/index.ts";

/** Which columns of a table hold what; they are counted from 0. */
export interface Columns {
  /** Whether the first record is the names of the columns. */
  readonly headed: boolean;
  readonly values: readonly { readonly at: number; readonly kinds: readonly Kind[] | undefined }[];
  readonly particulars: ReadonlyMap<Particular, number>;
  /** From when to when the dates go that are written out in columns of dates; numbers of days beside them are read by that. */
  readonly dates: ReadonlyMap<Particular, Times>;
  /** Columns of other names, or of none, in which markings stand. */
  readonly guessed: readonly number[];
  /** Names of columns with fingerprints that we do not keep. */
  readonly foreign: readonly string[];
  /** Rows begin with # as numbers and channels do, so that it makes no remark of one. */
  readonly hashed: boolean;
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

/** Several values in one cell. */
function areValues(piece: string, kinds: Kinds): boolean {
  const several = partsOf(piece);
  return several.length > 1 && several.every((part) => isValue(part, kinds));
}

const filled = (records: readonly CsvRecord[], at: number): readonly string[] =>
  records.map(({ cells }) => cells[at]?.trim() ?? "").filter((cell) => cell !== "");

/** The share of a column's filled cells that are values; `as`: those that are such only by the column's name count as well. */
function shareFilled(records: readonly CsvRecord[], at: number, kinds: Kinds, as: readonly Kind[] = []): number {
  const cells = filled(records, at);
  const numbers = as.filter((kind) => kinds.of(kind).blanks === "groups");
  const isNamed = (cell: string): boolean => numbers.some((kind) => parseIndicator(cell, kind, kinds).ok);
  return cells.length === 0
    ? 0
    : cells.filter((cell) => pieces(cell).some((piece) => isValue(piece, kinds) || isNamed(piece) || areValues(piece, kinds))).length /
        cells.length;
}
/** The same; 0 for one that is hardly filled. */
const share = (records: readonly CsvRecord[], at: number, kinds: Kinds): number =>
  filled(records, at).length < Math.max(1, records.length / 20) ? 0 : shareFilled(records, at, kinds);

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
  const { particulars, guessed } = particularsOf(meanings, body, chosen, kinds);
  const hashed = 2 * filled(body, 0).filter((cell) => cell.startsWith("#")).length >= Math.max(1, body.length);
  const foreign = meanings.flatMap((one, at) => (one?.foreign && !chosen.includes(at) ? [oneLine(first[at], 40) ?? ""] : []));
  const dates = new Map(
    (["seen", "seen-last"] as const).flatMap((one) => {
      const at = particulars.get(one);
      const times = at === undefined ? undefined : datesIn(filled(body, at));
      return times === undefined ? [] : [[one, times] as const];
    }),
  );
  return { headed, values: chosen.map((at) => ({ at, kinds: kindsOf(meanings[at]) })), particulars, dates, guessed, foreign, hashed };
}

/** What stands beside the values, by the names of the columns and by what is in them. */
function particularsOf(
  meanings: readonly (Meaning | undefined)[],
  body: readonly CsvRecord[],
  chosen: readonly number[],
  kinds: Kinds,
): Pick<Columns, "particulars" | "guessed"> {
  const particulars = new Map<Particular, number>();
  const guessed: number[] = [];
  for (const [at, one] of meanings.entries()) {
    if (chosen.includes(at)) continue;
    const cells = filled(body, at);
    const isMarkings = cells.length > 0 && cells.every(isMarking);
    const name = isFitting(one, cells, kinds) ? one?.particular : undefined;
    const isFirst = name !== undefined && !particulars.has(name);
    if (isFirst) particulars.set(name, at);
    // whatever its name, and also beside another one: the strictest holds
    if (isMarkings && !(isFirst && (name === "tlp" || name === "pap"))) guessed.push(at);
  }
  // MISP's categories are of another sort (its CSV has this column beside)
  if (particulars.has("detection")) particulars.delete("category");
  return { particulars, guessed };
}

/** A level of TLP or PAP, or what says that it is one of another sort. */
const isMarking = (cell: string): boolean =>
  readTlp(cell) !== undefined ||
  readPap(cell) !== undefined ||
  /^\s*(?:tlp|pap)(?![\p{L}\p{N}])/iu.test(cell) ||
  foreignMarking(cell) !== undefined;
/** Words that restrict who may know something, of offices that have levels of their own. */
const secrecy =
  /\b(?:restrict|confiden|secret|internal|vertraulich|geheim|vs-|diffusion|restreint|reservad|riservat|poufn|zastrze|vertrouwelijk)/iu;

/** Whether what stands in a column is what its name says, where that may have several meanings. */
function isFitting(meaning: Meaning | undefined, cells: readonly string[], kinds: Kinds): boolean {
  if (meaning?.perhaps) return cells.some((cell) => isMarking(cell) || secrecy.test(cell) || isForeignColour(cell));
  // MISP's objects; elsewhere that is the name of a file
  if (meaning?.particular === "object") return cells.every((cell) => /^[a-z\d-]{1,60}$/u.test(cell));
  // "to" is also where a connection goes
  if (meaning?.particular === "recipient") return cells.some((cell) => cell.includes("@"));
  // "type" is also the sort of a threat
  return meaning?.particular !== "type" || cells.some((cell) => kindsNamed(cell, kinds) !== undefined || parts(cell, "") !== undefined);
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
  const specific = columns.filter(
    (at) => meanings[at]?.values !== undefined && (body.length === 0 || shareFilled(body, at, kinds, kindsOf(meanings[at])) > 0),
  );
  if (specific.length > 0) return beside(specific, meanings, body, kinds) ?? one(specific);
  const unknown = columns.filter(
    (at) => (meanings[at] === undefined || isOfNoUse(meanings[at], body, at, kinds)) && share(body, at, kinds) >= enough,
  );
  return unknown.length === 0 ? undefined : one(unknown);
}

const depending: readonly (Particular | undefined)[] = ["type", "object", "recipient"];
/** A name that does not fit what stands in its column says nothing. */
const isOfNoUse = (meaning: Meaning | undefined, body: readonly CsvRecord[], at: number, kinds: Kinds): boolean =>
  depending.includes(meaning?.particular) && !isFitting(meaning, filled(body, at), kinds);

/** Columns of which each is named after kinds of its own are one record's values beside each other; of two of the same kinds nobody knows which. */
function beside(
  specific: readonly number[],
  meanings: readonly (Meaning | undefined)[],
  body: readonly CsvRecord[],
  kinds: Kinds,
): readonly number[] | undefined {
  const good = specific.filter((at) => shareFilled(body, at, kinds, kindsOf(meanings[at])) >= enough);
  const names = good.map((at) => [...(kindsOf(meanings[at]) ?? [])].sort().join());
  return good.length > 1 && new Set(names).size === good.length ? good : undefined;
}
