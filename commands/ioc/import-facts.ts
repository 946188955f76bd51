import type { Codes } from "#domain/codes/codes.ts";
import type { Reading } from "#domain/import/reading.ts";
import type { ImportFacts, ShownKind } from "#domain/import/summary.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import type { Domains } from "#domain/people/domains.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import type { Entries } from "./import-entries.ts";

/** How many different codes are shown, and how many lines that were not understood are kept. */
const mostGrades = 5;
const mostLines = 10;

/** What is told of a file before it is imported. */
export function factsOf(file: ReceivedFile, { format, marking, notUnderstood }: Reading, { entries, lowered }: Entries): ImportFacts {
  const grades = new Map<string, { readonly codes: Codes; count: number }>();
  for (const { particulars } of entries) {
    const name = nameOf(particulars.codes);
    const grade = grades.get(name) ?? { codes: particulars.codes, count: 0 };
    grade.count += 1;
    grades.set(name, grade);
  }
  const all = [...grades.values()].sort((a, b) => b.count - a.count);
  return {
    name: file.name,
    sha256: file.sha256,
    format,
    values: entries.length,
    kinds: counted(entries.map(({ indicator }) => indicator.kind)).map(([kind, count]) => ({ kind, count })),
    warned: counted(entries.flatMap(({ warned }) => warned ?? [])).map(([list, count]) => ({ list, count })),
    grades: all.slice(0, mostGrades),
    moreGrades: all.slice(mostGrades).reduce((sum, { count }) => sum + count, 0),
    marking,
    lowered,
    notUnderstood: firstOf(notUnderstood),
  };
}

/** As many values are shown all; of more only some of each kind, of at most so many characters. */
const mostShown = { all: 25, ofKind: 5, together: 60, characters: 5_000, each: 100 };

/** Values to be looked at before they are logged: the kind of which there are most first. */
export function shownOf(values: readonly Indicator[]): readonly ShownKind[] {
  const ofKind = values.length <= mostShown.all ? mostShown.all : mostShown.ofKind;
  let [left, characters] = [mostShown.together, mostShown.characters];
  return [...Map.groupBy(values, ({ kind }) => kind)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([kind, all]) => {
      const first = all.slice(0, ofKind).filter(({ value }) => {
        left -= 1;
        characters -= Math.min(value.length, mostShown.each);
        return left >= 0 && characters >= 0;
      });
      return { kind, values: first, more: all.length - first.length };
    });
}

/** The first lines that gave nothing, and how many there are. */
export const firstOf = (all: Reading["notUnderstood"]): ImportFacts["notUnderstood"] => ({
  first: all.slice(0, mostLines),
  total: all.length,
});

/** A reading without what stands at the taskforce's own domains, and what of it that was, each value once. */
export function withoutOwn(reading: Reading, own: Domains): { readonly reading: Reading } & { readonly own: Pick<ImportFacts, "own"> } {
  const left = new Map<string, ImportFacts["notUnderstood"]["first"][number]>();
  const rows = reading.rows.filter(({ line, indicator }) => {
    const domain = own.of(indicator);
    if (domain === undefined) return true;
    const { kind, value } = indicator;
    const name = `${kind} ${value}`;
    if (!left.has(name))
      left.set(name, { line, why: { code: "own-domain", typed: value.slice(0, mostShown.each).toWellFormed(), domain } });
    return false;
  });
  return { reading: { ...reading, rows }, own: left.size === 0 ? {} : { own: firstOf([...left.values()]) } };
}

/** Most frequent first. */
function counted<T>(all: readonly T[]): readonly (readonly [T, number])[] {
  const counts = new Map<T, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

const names = new WeakMap<Codes, string>();
/** Equal for equal codes. */
function nameOf(codes: Codes): string {
  const known = names.get(codes);
  if (known !== undefined) return known;
  const { tlp, pap, handling, evaluation, share, category, only } = codes;
  const name = [tlp, pap, handling.join("+"), evaluation, share, category, only?.join()].join(" ");
  names.set(codes, name);
  return name;
}
