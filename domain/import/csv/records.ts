import { CsvError, parse } from "csv-parse/sync";

/** A record of a file with the line on which it begins, from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}
export interface CsvRecords {
  readonly records: readonly CsvRecord[];
  /** The line from which on quotation marks were read as plain characters, since one is never closed. */
  readonly unquoted: number | undefined;
}

const mostColumns = 200;
/** Longest record, in UTF-16 units; one that is longer holds a quotation mark that was never closed. */
const longestRecord = 256 * 1024;

const options = { relax_column_count: true, relax_quotes: true, skip_empty_lines: true, ltrim: true, max_record_size: longestRecord };

/**
 * The records of a table (RFC 4180, any delimiter, marks inside a cell that nobody doubled). `linesBefore` were taken off
 * its beginning. Behind a quotation mark that is never closed all of them are plain characters.
 */
export function csvRecords(text: string, delimiter: string, linesBefore: number): CsvRecords {
  const bytes = Buffer.from(text);
  const records: CsvRecord[] = [];
  let end = { lines: 0, bytes: 0 };
  const read = (from: { readonly lines: number; readonly bytes: number }, quote: '"' | false): void => {
    parse(bytes.subarray(from.bytes), {
      ...options,
      delimiter,
      quote,
      on_record(cells: readonly string[], at) {
        end = { lines: from.lines + at.lines, bytes: from.bytes + at.bytes };
        records.push({ line: linesBefore + end.lines - breaksIn(cells), cells: cells.slice(0, mostColumns) });
        return null;
      },
    });
  };
  try {
    read(end, '"');
    return { records, unquoted: undefined };
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    const from = end;
    read(from, false);
    return { records, unquoted: linesBefore + from.lines + 1 };
  }
}

const breaksIn = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => (cell.includes("\n") ? sum + cell.split("\n").length - 1 : sum), 0);
