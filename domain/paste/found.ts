import { type Marks, unmark } from "#domain/codes/markings.ts";
import { extract, type Found } from "#domain/extract/index.ts";
import { kindOf } from "#domain/kinds/index.ts";
import { readLine } from "#domain/paste/line.ts";
import type { Row, Value } from "#domain/paste/row.ts";
import { ok } from "#domain/primitives/result.ts";

/** Reads lines whose kinds show from the values, from labels before them and from headings above them. */
export function readFound(rows: readonly Row[], marks: Marks): readonly Value[] {
  const { rules, others } = takeRules(rows, marks);
  const lines = others.map((row): Row => (row.words ? row : { ...row, text: unmark(row.text, marks) }));
  const { text, starts } = joined(lines, (row) => row.text);
  const found = outermost(extract(text));
  const values = lines.flatMap((row, index) => {
    const start = starts[index] ?? 0;
    const end = start + row.text.length;
    const hits = found
      .filter(({ from }) => from >= start && from < end)
      .map((hit) => ({ ...hit, from: hit.from - start, to: Math.min(hit.to, end) - start }));
    return readLine(row.text, hits, row.words !== undefined).map((read): Value => ({ line: row.line, read }));
  });
  return [...rules, ...values].sort((one, other) => one.line - other.line);
}

/** The lines as one text, each at its own place, since headings and empty lines say what stands below them. */
function joined(rows: readonly Row[], textOf: (row: Row) => string): { readonly text: string; readonly starts: readonly number[] } {
  let text = "";
  let line = 1;
  const starts = rows.map((row) => {
    text += "\n".repeat(row.line - line);
    line = row.line;
    const start = text.length;
    text += textOf(row);
    return start;
  });
  return { text, starts };
}

const head = /\brule\s+\w+/u;
/** YARA rules, which go over several lines and hold what would be values elsewhere; the lines that are left. */
function takeRules(rows: readonly Row[], marks: Marks): { readonly rules: readonly Value[]; readonly others: readonly Row[] } {
  if (!rows.some(({ text }) => head.test(text))) return { rules: [], others: rows };
  const { text, starts } = joined(rows, ({ text: typed, raw }) => raw ?? typed);
  const found = extract(text).filter(({ kind }) => kindOf(kind).blanks === "lines");
  const lineAt = (place: number): number => rows[starts.findLastIndex((start) => start <= place)]?.line ?? 1;
  const others = rows.flatMap((row, index): readonly Row[] => {
    const start = starts[index] ?? 0;
    const typed = row.raw ?? row.text;
    const left = found.reduce((rest, { from, to }) => blankedWithin(rest, from - start, to - start), typed);
    if (left === typed) return [row];
    unmark(typed, marks);
    return left.trim() === "" ? [] : [{ line: row.line, text: left.trim() }];
  });
  return { rules: found.map(({ kind, value, from }) => ({ line: lineAt(from), read: ok({ kind, value }) })), others };
}
function blankedWithin(text: string, from: number, to: number): string {
  const [begin, end] = [Math.max(0, from), Math.min(text.length, to)];
  return begin >= end ? text : text.slice(0, begin) + " ".repeat(end - begin) + text.slice(end);
}

/** Without what lies inside another: the digest in a URL is the URL's. */
function outermost(found: readonly Found[]): readonly Found[] {
  const kept: Found[] = [];
  let reached = 0;
  for (const one of found.toSorted((first, second) => first.from - second.from || second.to - first.to)) {
    if (one.from < reached) continue;
    kept.push(one);
    reached = one.to;
  }
  return kept;
}
