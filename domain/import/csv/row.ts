import { category, evaluation, handling, share, type TypedCodes } from "#domain/codes/codes.ts";
import { type Marks, raise, readPap, readTlp, unmark } from "#domain/codes/markings.ts";
import { unguardCell } from "#domain/export/csv/columns.ts";
import type { Columns } from "#domain/import/csv/choose-columns.ts";
import type { Particular } from "#domain/import/csv/column-names.ts";
import type { CsvRecord } from "#domain/import/csv/records.ts";
import { dayCounted, moment, seen } from "#domain/import/dates.ts";
import type { Particulars } from "#domain/import/gather.ts";
import { isRecipient } from "#domain/import/type-names.ts";
import { noteOf, sourceOf, tagsOf } from "#domain/import/words.ts";
import { country } from "#domain/people/country.ts";
import type { Reader } from "#domain/primitives/reader.ts";

const marked = /(?:tlp|pap)[\s:：=_-]/iu;
const never = new Date(0);

/** Of a column whose name says nothing only what protects: its greens may be the colour of something else. What is of another sort is red, and told. */
function stricterThanUsual(cell: string, tell: () => void): Marks {
  const isPap = /^\s*pap/iu.test(cell);
  const [tlp, pap] = isPap ? [undefined, readPap(cell)] : [readTlp(cell), undefined];
  const isLabelled = isPap || /^\s*tlp/iu.test(cell);
  if (cell.trim() !== "" && tlp === undefined && pap === undefined) {
    tell();
    return isPap ? { pap: "red" } : { tlp: "red" };
  }
  return {
    ...(tlp !== undefined && (isLabelled || !["green", "clear"].includes(tlp)) && { tlp }),
    ...(pap !== undefined && { pap }),
  };
}

/** What stands in a row beside its value, and what of it cannot be read, by column. */
export interface RowFacts {
  readonly type: string;
  /** It is whom a mail or an attack went to. */
  readonly isRecipient: boolean;
  readonly particulars: Particulars;
  readonly unread: readonly { readonly column: Particular; readonly typed: string }[];
}

/** Reads the particulars of one row. A marking that cannot be read is taken as the strictest, since a slip must not lower it. */
export function rowFacts({ cells }: CsvRecord, columns: Columns, own: boolean): RowFacts {
  const cell = (column: Particular): string => {
    const at = columns.particulars.get(column);
    return at === undefined ? "" : unguardCell(cells[at] ?? "").trim();
  };
  const unread: { column: Particular; typed: string }[] = [];
  const marks: Marks = {};
  // our own export has every code in its column: a note about a marking is none
  if (!own) for (const text of cells) if (marked.test(text)) unmark(text, marks);
  const level = <W>(column: "tlp" | "pap", read: (text: string) => W | undefined): W | "red" | undefined => {
    const typed = cell(column);
    const found = typed === "" ? undefined : read(typed);
    if (typed !== "" && found === undefined) unread.push({ column, typed });
    return typed === "" ? undefined : (found ?? "red");
  };
  const code = <T>(column: Particular, reader: Reader<T>): T | undefined => {
    const typed = cell(column);
    const read = typed === "" ? undefined : reader.read(typed, never);
    if (read?.ok === false) unread.push({ column, typed });
    return read?.ok ? read.value : undefined;
  };
  const tags = tagsOf(cell("tags").split(/[,;|]/u).slice(0, 100), marks, (typed) => unread.push({ column: "tlp", typed }));
  for (const at of columns.guessed) {
    const typed = unguardCell(cells[at] ?? "").trim();
    raise(
      marks,
      stricterThanUsual(typed, () => unread.push({ column: "tlp", typed })),
    );
  }
  raise(marks, { tlp: level("tlp", readTlp), pap: level("pap", readPap) });
  const only = countries(cell("only"));
  if (only === undefined) unread.push({ column: "only", typed: cell("only") });
  const codes = given({
    handling: code("handling", handling),
    evaluation: code("evaluation", evaluation),
    share: code("share", share),
    category: code("category", category),
    only: only?.length === 0 ? undefined : only,
    ...marks,
  });
  const date = (column: "seen" | "seen-last"): Date | undefined => {
    const typed = cell(column);
    const beside = columns.dates.get(column);
    const found = typed === "" ? undefined : (moment(typed) ?? (beside && dayCounted(typed, beside)));
    if (typed !== "" && found === undefined) unread.push({ column: "seen", typed });
    return found;
  };
  // context, which a machine must not raise alarms about
  const allTags = /^(?:0|false|no)$/iu.test(cell("detection")) ? [...tags, "not-for-detection"] : tags;
  const note = noteOf(cell("note"));
  const source = sourceOf(cell("source"));
  return {
    type: cell("type"),
    isRecipient: isRecipient({ type: cell("type"), relation: cell("relation"), object: cell("object") }),
    unread,
    particulars: {
      ...(codes && { codes }),
      ...(allTags.length > 0 && { tags: allTags }),
      ...(note !== undefined && { note }),
      ...(source !== undefined && { source }),
      ...seen(date("seen"), date("seen-last")),
    },
  };
}

/** The codes of these that are there; undefined if none is. */
function given(codes: TypedCodes): TypedCodes | undefined {
  const found = Object.entries(codes).filter(([, value]) => value !== undefined);
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** Countries by their letters; undefined if one of them cannot be read. */
function countries(typed: string): readonly string[] | undefined {
  const read = typed
    .split(/[\s,;]+/u)
    .filter((word) => word !== "")
    .map((word) => country.read(word, never));
  return read.every((one) => one.ok) ? read.flatMap((one) => (one.ok ? [one.value] : [])) : undefined;
}
