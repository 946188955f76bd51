import { type Marks, unmark } from "#domain/codes/markings.ts";
import { extract } from "#domain/extract/index.ts";
import { type Indicator, type Kind, parseIndicator } from "#domain/indicators/indicator.ts";
import { kindOf } from "#domain/kinds/index.ts";
import type { Row, Value } from "#domain/paste/row.ts";
import { blanked, commentAt, type Placed, readWord, takeQuoted, unmarked, wordsOf } from "#domain/paste/words.ts";
import { ok, type Result } from "#domain/primitives/result.ts";

/** A line of these is one value, whatever is in it. */
const isWholeLine = (kind: Kind): boolean => kindOf(kind).blanks === "line" || kindOf(kind).blanks === "marked-line";
/** Names with blanks: several on a line only if each shows by itself. */
const isName = (kind: Kind): boolean => kindOf(kind).blanks === "name";
const isGrouped = (kind: Kind): boolean => kindOf(kind).blanks === "groups";

/** Reads all lines as one kind; of a line `most` values and more. */
export function* readTyped(rows: readonly Row[], as: Kind, marks: Marks, most: number): Generator<Value> {
  const { blanks } = kindOf(as);
  if (blanks === "lines") return yield* readTogether(rows, as, marks);
  for (const row of rows) {
    const text = row.words ? row.text : unmark(row.text, marks);
    for (const read of blanks === "marked-line" ? readMarked(row, text, as) : readLine(row, text, { as, most }))
      yield { line: row.line, read };
  }
}

/** All lines together: a rule goes over several, and a marking in it is part of it. */
function readTogether(rows: readonly Row[], as: Kind, marks: Marks): readonly Value[] {
  const [first] = rows;
  if (first === undefined) return [];
  for (const { text } of rows) unmark(text, marks);
  return [{ line: first.line, read: parseIndicator(rows.map(({ text, raw }) => raw ?? text).join("\n"), as) }];
}

/** A marking alone on its line is not a text; inside a text it stays, since the text is evidence. */
function readMarked({ text, words }: Row, unmarkedText: string, as: Kind): readonly Result<Indicator>[] {
  const [only] = words ?? [];
  if (only?.quoted && words?.length === 1) return [parseIndicator(only.text, as)];
  return unmarkedText.trim() === "" ? [] : [parseIndicator(text, as)];
}

interface Wanted {
  readonly as: Kind;
  readonly most: number;
}

function readLine(row: Row, text: string, wanted: Wanted): readonly Result<Indicator>[] {
  const { as } = wanted;
  const holdsHashes = isWholeLine(as) || isName(as);
  const bare = row.words ? text : unmarked(text);
  const end = row.words || holdsHashes ? bare.length : commentAt(bare);
  const { values, rest } = takeQuoted(bare.slice(0, end), as);
  const line = rest.trim();
  const others = line === "" ? [] : readRest(line, wanted);
  return [...values, ...others.map((read): Placed => ({ at: rest.indexOf(line), read }))].map(({ read }) => read);
}

function readRest(line: string, { as, most }: Wanted): readonly Result<Indicator>[] {
  const whole = parseIndicator(line, as);
  const words = wordsOf(line).slice(0, most + 1);
  if (isWholeLine(as)) return [whole];
  if (isName(as)) {
    const { shows } = kindOf(as);
    const each = words.map(({ text }) => ({ text, read: parseIndicator(text, as) }));
    return words.length > 1 && each.every(({ text, read }) => read.ok && (shows?.(text) ?? true)) ? each.map(({ read }) => read) : [whole];
  }
  if (whole.ok) return [whole];
  const each = words.flatMap(({ text }) => readWord(text, as));
  if (!isGrouped(as) || each.every((read) => read.ok)) return each;
  const parts = line.split(/[,;|]/u).filter((part) => part.trim() !== "");
  const read = parts.map((part) => parseIndicator(part, as));
  return read.some((one) => one.ok) && parts.length > 1 ? read : inside(line, as, whole);
}

/** Several values in groups with only blanks between them, and what is left over. */
function inside(line: string, as: Kind, whole: Result<Indicator>): readonly Result<Indicator>[] {
  const found = extract(line).filter(({ kind }) => kind === as);
  if (found.length === 0) return [whole];
  const rest = found.reduce((left, { from, to }) => blanked(left, from, to), line);
  return [...found.map(({ kind, value }) => ok({ kind, value })), ...wordsOf(rest).flatMap(({ text }) => readWord(text, as))];
}
