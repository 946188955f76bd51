import { isDigits, partDigests } from "#domain/import/pdf/digests.ts";
import type { Layout, Segment } from "#domain/import/pdf/layout.ts";
import { type Ends, type Evidence, kindOf, seamOf } from "#domain/import/pdf/seam.ts";
import type { Kinds } from "#domain/kinds/index.ts";

/** What may be one value over several lines, or several values: its pieces, and how they may be read. */
export interface Doubt {
  readonly pieces: readonly string[];
  readonly readings: readonly string[];
}
/** What was found while the line ends of a page were mended. */
export interface Mended {
  readonly doubts: readonly Doubt[];
  /** What was joined. */
  readonly joined: readonly string[];
}

/** A pattern that ends at the end of a text would be tried from each of its letters. */
function tailOf(text: string): string {
  let from = text.length;
  while (from > 0 && !/\s/u.test(text.charAt(from - 1))) from -= 1;
  return text.slice(from);
}
const headOf = (text: string): string => /^\S+/u.exec(text)?.[0] ?? "";
const without = (text: string, tail: string): string => text.slice(0, text.length - tail.length).trimEnd();
/** Nothing but a name stands before it. */
const isAlone = (text: string, tail: string): boolean => /^(?:.*[:=]|[-–—*•]|\d{1,3}[.)])?$/u.test(without(text, tail));

/** Joins values that line ends have broken, in the text of the segments; what is in doubt is taken out of it. */
export function mend({ rows, blocks }: Layout, evidence: Evidence, kinds: Kinds): Mended {
  const doubts: Doubt[] = [];
  const joined: string[] = [];
  const limits = limitsOf(rows);
  for (const block of blocks) {
    if (block.length < 2) continue;
    mendDigests(block, { doubts, joined });
    for (const [at, line] of block.entries())
      mendLine(line, block.slice(at + 1, at + 1 + mostLines), { evidence, kinds, limits, doubts, joined });
  }
  return { doubts, joined };
}

/** Most lines over which one value goes. */
const mostLines = 24;

interface Mending {
  readonly evidence: Evidence;
  readonly kinds: Kinds;
  readonly limits: ReadonlyMap<number, number>;
  readonly doubts: Doubt[];
  readonly joined: string[];
}

/** Joins what the lines below take on from the end of this one. */
function mendLine(first: Segment, below: readonly Segment[], { evidence, kinds, limits, doubts, joined }: Mending): void {
  let last = first;
  const emptied: Segment[] = [];
  for (const line of below) {
    if (line.text === "") break;
    const [tail, head] = [tailOf(first.text), headOf(line.text)];
    const ends: Ends = { tail, head, tailAlone: isAlone(first.text, tail), headAlone: head === line.text, ...room(last, line, limits) };
    const seam = seamOf(ends, evidence, kinds) ?? pieced(ends, kinds);
    if (seam === undefined) break;
    line.text = line.text.slice(head.length).trimStart();
    first.text = without(first.text, tail);
    if ("doubt" in seam) {
      doubts.push({ pieces: [tail, head], readings: seam.doubt });
      break;
    }
    joined.push(seam.joined);
    first.text = `${first.text} ${seam.joined}`.trim();
    if (line.text !== "") break;
    emptied.push(line);
    last = line;
  }
  settle(first, emptied);
}

/** Pieces without a sign at their ends, which are nothing by themselves and together a value whose check digits match. */
function pieced({ tail, head, tailAlone, headAlone, full }: Ends, kinds: Kinds): ReturnType<typeof seamOf> {
  if (!tailAlone || !headAlone || !full || !/[\p{L}\d]$/u.test(tail) || !/^[\p{L}\d]/u.test(head)) return undefined;
  const whole = kindOf(tail + head, kinds);
  if (whole === undefined || kindOf(tail, kinds) !== undefined) return undefined;
  const part = kindOf(head, kinds);
  if (part === undefined && tail.length + head.length > 24 && !/[./]/u.test(tail + head)) return { joined: tail + head };
  const bare = /^[\p{Ll}\d.-]{6,}$/u.test(tail);
  return bare && (part === undefined || part === whole) ? { doubt: [tail + head] } : undefined;
}

/** What was joined stands where its line is named at the side. */
function settle(first: Segment, emptied: readonly Segment[]): void {
  const named = first.left === undefined ? emptied.find(({ left }) => left !== undefined) : undefined;
  if (named === undefined) return;
  named.text = tailOf(first.text);
  first.text = without(first.text, named.text);
}

function mendDigests(block: readonly Segment[], into: { readonly doubts: Doubt[]; readonly joined: string[] }): void {
  for (let at = 0; at < block.length; at += 1) {
    const lines: Segment[] = [];
    const pieces: string[] = [];
    for (let next = at; next < block.length; next += 1) {
      const line = block[next];
      const piece = line === undefined ? "" : lines.length === 0 ? tailOf(line.text) : headOf(line.text);
      if (line === undefined || !isDigits(piece) || piece.length > 128 || (lines.length === 0 && piece.length < 8)) break;
      lines.push(line);
      pieces.push(piece);
      if (piece !== line.text && lines.length > 1) break;
    }
    if (lines.length < 2) continue;
    takeRun(lines, pieces, into);
    at += lines.length - 1;
  }
}

function takeRun(
  lines: readonly Segment[],
  pieces: readonly string[],
  into: { readonly doubts: Doubt[]; readonly joined: string[] },
): void {
  const parted = partDigests({ pieces, lines });
  if (parted === "apart") return;
  if (parted === "doubt") {
    into.doubts.push({ pieces, readings: [] });
    for (const [index, line] of lines.entries()) line.text = cutPiece(line.text, pieces[index] ?? "", index === 0);
    return;
  }
  let from = 0;
  for (const count of parted) {
    const first = lines[from];
    const whole = pieces.slice(from, from + count).join("");
    if (first !== undefined && count > 1) {
      for (let index = from; index < from + count; index += 1) {
        const line = lines[index];
        if (line !== undefined) line.text = cutPiece(line.text, pieces[index] ?? "", index === 0);
      }
      const named = lines.slice(from, from + count).find((line, index) => line.left !== undefined && (index === 0 || line.text === ""));
      const target = first.text === "" ? (named ?? first) : first;
      target.text = `${target.text} ${whole}`.trim();
      into.joined.push(whole);
    }
    from += count;
  }
}

const cutPiece = (text: string, piece: string, atEnd: boolean): string =>
  atEnd ? without(text, piece) : text.slice(piece.length).trimStart();

/** How far to the right what begins at the same place goes. */
function limitsOf(rows: Layout["rows"]): ReadonlyMap<number, number> {
  const limits = new Map<number, number>();
  for (const { x, right } of rows.flat()) {
    const at = Math.round(x / 3);
    limits.set(at, Math.max(limits.get(at) ?? 0, right));
  }
  return limits;
}

/** How much room a line has left in its column, as far as other lines show how wide that is. */
function room(line: Segment, below: Segment, limits: ReadonlyMap<number, number>): Pick<Ends, "full" | "forced"> {
  const at = Math.round(line.x / 3);
  const left = Math.max(...[at - 1, at, at + 1].map((one) => limits.get(one) ?? 0)) - line.right;
  const letter = below.text === "" ? below.size / 2 : Math.min(below.size, (below.right - below.x) / below.text.length);
  return { full: left < 1.5 * letter, forced: left < (headOf(below.text).length + 0.5) * letter };
}
