import { lengths } from "#domain/extract/seams/digests.ts";
import type { Segment } from "#domain/import/pdf/layout.ts";

const names: readonly (readonly [name: RegExp, length: number])[] = [
  [/sha-?512/iu, 128],
  [/sha-?256/iu, 64],
  [/sha-?1(?!\d)/iu, 40],
  [/md-?5/iu, 32],
];
/** Most lines over which one digest may go, and that are looked at above it for a name. */
const most = { lines: 16, above: 50 };
const digits = /^[\da-f]+$/iu;

/** Hexadecimal digits that stand below each other, a piece a line. */
export interface Run {
  readonly pieces: readonly string[];
  readonly lines: readonly Segment[];
}
/** How many lines each digest of a run takes; "apart" for what is none, "doubt" for what may be read in several ways. */
export type Parted = readonly number[] | "apart" | "doubt";

/** The digits with which a line ends, or which are all that stands on it. */
export const isDigits = (word: string): boolean => digits.test(word);

/** How a run is to be parted into digests. */
export function partDigests({ pieces, lines }: Run): Parted {
  if (pieces.length < 2) return "apart";
  const [only, other] = waysOf({ pieces, lines }, () => true);
  const broken = pieces.some((piece) => !lengths.has(piece.length));
  if (only === undefined) return pieces.some((piece) => piece.length > 19 && !lengths.has(piece.length)) ? "doubt" : "apart";
  if (other === undefined) return only;
  const named = lengthNamed(lines);
  const [fitting] = named === undefined ? [] : waysOf({ pieces, lines }, (_, total) => total === named);
  if (fitting !== undefined) return fitting;
  const own = new Map(lines.map((line) => [line, lengthIn(line.text) ?? lengthIn(line.left?.text ?? "")]));
  const isNamed = (line: Segment, total: number): boolean => (own.get(line) ?? total) === total;
  const [each, further] =
    named === undefined ? [] : waysOf({ pieces, lines }, (group, total) => group.every((line) => isNamed(line, total)));
  if (each !== undefined && further === undefined) return each;
  if (broken) return "doubt";
  // lines of a table stand beside something each; those of one cell share it
  const beside = lines.filter((line) => line.beside).length;
  if (beside === 0 || beside === lines.length) return pieces.map(() => 1);
  const [shared, more] = waysOf({ pieces, lines }, (group) => group.filter((line) => line.beside).length === 1);
  return shared === undefined || more !== undefined ? "doubt" : shared;
}

/** A way to part pieces: how many belong to the first digest, and a way to part the rest. */
interface Way {
  readonly count: number;
  readonly rest: Way | undefined;
}

/** The first two ways to part a run into digests that fit. */
function waysOf({ pieces, lines }: Run, fits: (group: readonly Segment[], total: number) => boolean): readonly (readonly number[])[] {
  const behind: (readonly (Way | undefined)[])[] = [];
  behind[pieces.length] = [undefined];
  for (let at = pieces.length - 1; at >= 0; at -= 1) {
    const found: Way[] = [];
    let total = 0;
    for (let count = 1; count <= most.lines && at + count <= pieces.length && total <= 128; count += 1) {
      total += pieces[at + count - 1]?.length ?? 0;
      const group = lines.slice(at, at + count);
      if (!lengths.has(total) || !isEven(group) || !fits(group, total)) continue;
      for (const rest of behind[at + count] ?? []) if (found.length < 2) found.push({ count, rest });
    }
    behind[at] = found;
  }
  return (behind[0] ?? []).map((way) => {
    const counts: number[] = [];
    for (let left = way; left !== undefined; left = left.rest) counts.push(left.count);
    return counts;
  });
}

/** All lines but the last of one digest go equally far. */
function isEven(lines: readonly Segment[]): boolean {
  const [first] = lines;
  if (first === undefined || lines.length === 1) return true;
  const rights = lines.slice(0, -1).map(({ right }) => right);
  const slack = first.size;
  return Math.max(...rights) - Math.min(...rights) <= slack && (lines.at(-1)?.right ?? 0) <= Math.max(...rights) + slack;
}

/** The length of the digest that is named beside, before or above these lines. */
function lengthNamed(lines: readonly Segment[]): number | undefined {
  for (const line of lines) {
    const found = lengthIn(line.text) ?? lengthIn(line.left?.text ?? "");
    if (found !== undefined) return found;
  }
  let above = lines[0]?.above;
  for (let step = 0; above !== undefined && step < most.above; step += 1) {
    const found = lengthIn(above.text);
    if (found !== undefined) return found;
    above = above.above;
  }
  return undefined;
}
const lengthIn = (text: string): number | undefined => names.find(([name]) => name.test(text.slice(-200)))?.[1];
