import { type Marks, unmark } from "#domain/codes/markings.ts";
import { extract, type Found } from "#domain/extract/index.ts";
import { kindOf } from "#domain/kinds/index.ts";
import { readLine } from "#domain/paste/line.ts";
import type { Row, Value } from "#domain/paste/row.ts";
import { ok } from "#domain/primitives/result.ts";

/** Reads lines whose kinds show from the values, from labels before them and from headings above them; of a line `most` values and more. */
export function* readFound(rows: readonly Row[], marks: Marks, most: number): Generator<Value> {
  const { rules, others } = takeRules(rows, marks);
  const lines = others.map((row): Row => (row.words ? row : { ...row, text: unmark(row.text, marks) }));
  const { text, starts } = joined(lines, (row) => row.text);
  const found = outermost(extract(text));
  const [rule, hit] = [follow(rules), follow(found)];
  for (const [index, row] of lines.entries()) {
    const start = starts[index] ?? 0;
    const end = start + row.text.length;
    yield* rule((one) => one.line <= row.line);
    hit(({ from }) => from < start);
    const hits = hit(({ from }) => from < end).map((one) => ({ ...one, from: one.from - start, to: Math.min(one.to, end) - start }));
    // there are too many, whatever else the line holds
    const read =
      hits.length > most
        ? hits.map(({ kind, value }) => ok({ kind, value }))
        : readLine({ typed: row.text, hits, isCommand: row.words !== undefined, most });
    for (const one of read) yield { line: row.line, read: one };
  }
  yield* rule(() => true);
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
function takeRules(rows: readonly Row[], marks: Marks): { readonly rules: readonly Value[]; readonly others: readonly Row[] } {
  if (!rows.some(({ text }) => head.test(text))) return { rules: [], others: rows };
  const { text, starts } = joined(rows, ({ text: typed, raw }) => raw ?? typed);
  const found = outermost(extract(text).filter(({ kind }) => kindOf(kind).blanks === "lines"));
  const rules: Value[] = [];
  const others: Row[] = [];
  let next = 0;
  for (const [index, row] of rows.entries()) {
    const start = starts[index] ?? 0;
    const typed = row.raw ?? row.text;
    const end = start + typed.length;
    let left = typed;
    for (let one = found[next]; one !== undefined && one.from < end; one = found[next]) {
      if (one.from >= start) rules.push({ line: row.line, read: ok({ kind: one.kind, value: one.value }) });
      left = blankedWithin(left, one.from - start, one.to - start);
      // it may go on below
      if (one.to > end) break;
      next += 1;
    }
    if (left === typed) others.push(row);
    else {
      unmark(typed, marks);
      if (left.trim() !== "") others.push({ line: row.line, text: left.trim() });
    }
  }
  return { rules, others };
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
