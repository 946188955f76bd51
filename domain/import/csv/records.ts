import { lineEnd } from "#domain/import/lines.ts";
import type { NotTaken } from "#domain/import/not-taken.ts";

/** A record of a table with the line on which it begins, from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
  /** It has more cells than are read. */
  readonly isCut: boolean;
}
/** A line of a table that gives no record, or not the one that was meant. */
export interface CsvFault {
  readonly line: number;
  readonly why: NotTaken;
}

/** Cells of a record that are read. */
export const mostColumns = 200;
/** Longest record, in UTF-16 units. */
const longestRecord = 256 * 1024;
/** Quotation marks that are never closed, each of which takes a look at a whole record; behind them all marks are plain characters. */
const mostUnclosed = 100;

/**
 * The records of a table (RFC 4180, any delimiter, marks inside a cell that nobody doubled), and what of it is none; whatever
 * stands in one line, the others are read. `linesBefore` were taken off its beginning. Linear.
 */
export function* csvRecords(text: string, delimiter: string, linesBefore: number): Generator<CsvRecord | CsvFault> {
  let line = linesBefore + 1;
  let unclosed = 0;
  for (let at = 0; at < text.length; ) {
    const end = lineEnd(text, at);
    const typed = text.slice(at, end);
    let next = end + 1;
    let lines = 1;
    if (typed.length > longestRecord) yield { line, why: { code: "row-too-long", most: longestRecord } };
    else if (typed.trim() !== "") {
      const read = unclosed < mostUnclosed && typed.includes('"') ? quotedRecord(text, at, delimiter) : plainCells(typed, delimiter);
      if (read === undefined) {
        unclosed += 1;
        yield { line, why: unclosed === mostUnclosed ? "unclosed-quotations" : "unclosed-quotation" };
      }
      yield recordOf(line, read?.cells ?? plainCells(typed, delimiter).cells);
      if (read?.end !== undefined) {
        next = read.end + 1;
        lines = breaksIn(text.slice(at, next));
      }
    }
    at = next;
    line += lines;
  }
}

const recordOf = (line: number, cells: readonly string[]): CsvRecord => ({
  line,
  cells: cells.slice(0, mostColumns),
  isCut: cells.length > mostColumns,
});

interface Cells {
  /** One more than are read, at most. */
  readonly cells: readonly string[];
  /** Where the record ends, if that is not the end of its first line for certain. */
  readonly end?: number;
}

const plainCells = (line: string, delimiter: string): Cells => ({
  cells: line
    .replace(/\r$/u, "")
    .split(delimiter, mostColumns + 1)
    .map((cell) => cell.trimStart()),
});

/** A record that may go over several lines; undefined where one of its quotation marks is never closed. */
function quotedRecord(text: string, from: number, delimiter: string): Cells | undefined {
  const cells: string[] = [];
  let end = lineEnd(text, from);
  for (let at = from; ; ) {
    const begin = behindBlanks(text, at, end, delimiter);
    const close = text[begin] === '"' ? closing(text, begin, from + longestRecord) : -1;
    if (text[begin] === '"' && close === -1) return undefined;
    const lastLine = close === -1 ? end : lineEnd(text, close);
    const behind = behindBlanks(text, close + 1, lastLine, delimiter);
    const isClosed = close !== -1 && (behind >= lastLine || text[behind] === delimiter);
    // a mark that closes nothing, lines below: none of these lines was meant as part of a cell
    if (close > end && !isClosed) return undefined;
    const stop = isClosed ? behind : cellEnd(text.slice(begin, end), delimiter) + begin;
    if (cells.length <= mostColumns)
      cells.push(isClosed ? text.slice(begin + 1, close).replaceAll('""', '"') : text.slice(begin, stop).replace(/\r$/u, ""));
    end = lastLine;
    at = stop + 1;
    if (at > end) return { cells, end };
  }
}

const cellEnd = (rest: string, delimiter: string): number => {
  const end = rest.indexOf(delimiter);
  return end === -1 ? rest.length : end;
};

/** The next quotation mark that is not doubled; -1 where there is none before `most`. */
function closing(text: string, from: number, most: number): number {
  let mark = text.indexOf('"', from + 1);
  while (mark !== -1 && mark < most && text[mark + 1] === '"') mark = text.indexOf('"', mark + 2);
  return mark < most ? mark : -1;
}

function behindBlanks(text: string, from: number, end: number, delimiter: string): number {
  let at = from;
  while (at < end && text[at] !== delimiter && (text[at] === " " || text[at] === "\t" || text[at] === "\r")) at += 1;
  return at;
}

function breaksIn(text: string): number {
  let found = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) found += 1;
  return found;
}
