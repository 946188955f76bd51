import { type Marks, unmark } from "#domain/codes/markings.ts";
import { extract, type Found } from "#domain/extract/index.ts";
import { seamsIn } from "#domain/extract/seams/index.ts";
import { kindOf } from "#domain/kinds/index.ts";
import { readLine } from "#domain/paste/line.ts";
import type { Row, Value } from "#domain/paste/row.ts";
import { fail, ok } from "#domain/primitives/result.ts";

/** Reads lines whose kinds show from the values, from labels before them and from headings above them; of a line `most` values and more. */
export function* readFound(rows: readonly Row[], marks: Marks, most: number): Generator<Value> {
  const rules = takeRules(rows, marks);
  const broken = takeBroken(rules.others.map((row): Row => (row.words ? row : { ...row, text: unmark(row.text, marks) })));
  const lines = broken.others;
  const { text, starts } = joined(lines, (row) => row.text);
  const found = outermost(extract(text));
  const whole = [...rules.values, ...broken.values].sort((one, other) => one.line - other.line);
  const [long, hit] = [follow(whole), follow(found)];
  for (const [index, row] of lines.entries()) {
    const start = starts[index] ?? 0;
    const end = start + row.text.length;
    yield* long((one) => one.line <= row.line);
    hit(({ from }) => from < start);
    const hits = hit(({ from }) => from < end).map((one) => ({ ...one, from: one.from - start, to: Math.min(one.to, end) - start }));
    // there are too many, whatever else the line holds
    const read =
      hits.length > most
        ? hits.map(({ kind, value }) => ok({ kind, value }))
        : readLine({ typed: row.text, hits, isCommand: row.words !== undefined, most });
    for (const one of read) yield { line: row.line, read: one };
  }
  yield* long(() => true);
}

/** Hands out what is in order, a stretch at a time: each call goes on where the one before has ended. */
function follow<T>(all: readonly T[]): (isMine: (one: T) => boolean) => readonly T[] {
  let next = 0;
  return (isMine) => {
    const from = next;
    for (let one = all[next]; one !== undefined && isMine(one); one = all[next]) next += 1;
    return all.slice(from, next);
  };
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
function takeRules(rows: readonly Row[], marks: Marks): Taken {
  if (!rows.some(({ text }) => head.test(text))) return { values: [], others: rows };
  const raw = (row: Row): string => row.raw ?? row.text;
  const spans = outermost(extract(joined(rows, raw).text))
    .filter(({ kind }) => kindOf(kind).blanks === "lines")
    .map(({ from, to, kind, value }): Long => ({ from, to, read: ok({ kind, value }) }));
  return takeLong(rows, { textOf: raw, spans, seen: (row) => unmark(raw(row), marks) });
}

/** Values that line ends broke, and what may be one such value or two, which is asked; the lines that are left. */
function takeBroken(rows: readonly Row[]): Taken {
  const { text } = joined(rows, (row) => row.text);
  const { joins, doubts } = seamsIn(text);
  if (joins.length + doubts.length === 0) return { values: [], others: rows };
  const whole = outermost(extract(text))
    .filter(({ from, to }) => text.slice(from, to).includes("\n"))
    .map(({ from, to, kind, value }): Long => ({ from, to, read: ok({ kind, value }) }));
  const asked = doubts.map(({ from, to, pieces, kind }): Long => {
    const typed = pieces.join(" / ");
    const shown = typed.length <= 80 ? typed : `${typed.slice(0, 80).toWellFormed()}…`;
    return { from, to, read: fail({ code: "unreadable", typed: shown, expected: kind, clearly: true, write: "one-line" }) };
  });
  const spans = [...whole, ...asked].sort((one, other) => one.from - other.from);
  return takeLong(rows, { textOf: (row) => row.text, spans, seen: () => undefined });
}

/** What goes over several lines, by its place in the joined text. */
interface Long {
  readonly from: number;
  readonly to: number;
  readonly read: Value["read"];
}
interface Taken {
  readonly values: readonly Value[];
  readonly others: readonly Row[];
}
interface Taking {
  readonly textOf: (row: Row) => string;
  /** In order of place. */
  readonly spans: readonly Long[];
  /** Told of each row of which something was taken. */
  readonly seen: (row: Row) => void;
}

/** Takes the spans out of the lines; of a line on which nothing else stands nothing is left. */
function takeLong(rows: readonly Row[], { textOf, spans, seen }: Taking): Taken {
  const { starts } = joined(rows, textOf);
  const values: Value[] = [];
  const others: Row[] = [];
  let next = 0;
  for (const [index, row] of rows.entries()) {
    const start = starts[index] ?? 0;
    const typed = textOf(row);
    const end = start + typed.length;
    let left = typed;
    for (let one = spans[next]; one !== undefined && one.from < end; one = spans[next]) {
      if (one.from >= start) values.push({ line: row.line, read: one.read });
      left = blankedWithin(left, one.from - start, one.to - start);
      // it may go on below
      if (one.to > end) break;
      next += 1;
    }
    if (left === typed) others.push(row);
    else {
      seen(row);
      if (left.trim() !== "") others.push({ line: row.line, text: left.trim() });
    }
  }
  return { values, others };
}
function blankedWithin(text: string, from: number, to: number): string {
  const [begin, end] = [Math.max(0, from), Math.min(text.length, to)];
  return begin >= end ? text : text.slice(0, begin) + " ".repeat(end - begin) + text.slice(end);
}

/** Without what lies inside another: the digest in a URL is the URL's. The server of a share is a value of its own, which nothing else leads to. */
function outermost(found: readonly Found[]): readonly Found[] {
  const kept: Found[] = [];
  let reached = 0;
  for (const one of found.toSorted((first, second) => first.from - second.from || second.to - first.to)) {
    const around = kept.at(-1);
    const isServer = around?.kind === "filepath" && around.from + 2 === one.from && (one.kind === "ipv4" || one.kind === "domain");
    if (one.from < reached && !isServer) continue;
    kept.push(one);
    if (isServer) continue;
    reached = one.to;
  }
  return kept;
}
