import { lengths } from "#domain/extract/seams/digests.ts";
import { isDigits, partDigests, type Run } from "#domain/import/pdf/digests.ts";
import type { Layout, Segment } from "#domain/import/pdf/layout.ts";
import type { Turn } from "#domain/import/pdf/page-ends.ts";
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
  /** What would be joined is in doubt. */
  readonly unsure?: boolean;
  /** Whether the first word below may be a part of a value, where that does not show from the place of both. */
  mayGoOn?(head: string): boolean;
}

/** Joins what the lines below take on from the end of this one. `end`: the line on which that stands. */
function mendLine(first: Segment, below: readonly Segment[], mending: Mending, end = first): void {
  const { evidence, kinds, limits, doubts, joined, unsure } = mending;
  let last = end;
  const emptied: Segment[] = [];
  for (const line of below) {
    if (line.text === "") break;
    const [tail, head] = [tailOf(first.text), headOf(line.text)];
    const space = last === end && mending.mayGoOn?.(head) === false ? { full: false, forced: false } : room(last, line, limits);
    const ends: Ends = { tail, head, tailAlone: isAlone(first.text, tail), headAlone: head === line.text, ...space };
    const seam = seamOf(ends, evidence, kinds) ?? pieced(ends, kinds);
    if (seam === undefined) break;
    line.text = line.text.slice(head.length).trimStart();
    first.text = without(first.text, tail);
    if (unsure || "doubt" in seam) {
      doubts.push({ pieces: [tail, head], readings: "doubt" in seam ? seam.doubt : [seam.joined] });
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

/** What a page's last lines are mended by. */
type Over = Omit<Mending, "limits" | "unsure" | "mayGoOn"> & Pick<Layout, "rows">;

/** Joins what goes on from the last line of a page, whose own line ends are mended, on the next page. */
export function mendOver({ above, below, sure, filled }: Turn, { rows, ...mending }: Over): void {
  const end = above.at(-1);
  // what that line ended may have been joined further up
  const first = above.findLast(({ text }) => text !== "");
  if (first === undefined || end === undefined) return;
  const mayGoOn = (head: string): boolean => filled || /[/?=&%_#\d]|[.@][\p{L}\d]/u.test(head);
  mendLine(first, below.slice(0, mostLines), { ...mending, limits: limitsOf(rows), unsure: !sure, mayGoOn }, end);
}

/** The same for digits, before anything is mended on either page: those of one value may fill several lines of both. */
export function mendDigestsOver({ above, below, sure }: Turn, into: Pick<Mending, "doubts" | "joined">): void {
  const [lines, pieces]: [Segment[], string[]] = [[], []];
  for (const line of above.toReversed()) {
    const piece = tailOf(line.text);
    if (!isDigits(piece) || piece.length > 128) break;
    lines.unshift(line);
    pieces.unshift(piece);
    if (piece !== line.text) break;
  }
  const over = lines.length;
  if ((pieces[0]?.length ?? 0) < 8) return;
  for (const line of below) {
    const piece = headOf(line.text);
    if (!isDigits(piece) || piece.length > 128) break;
    lines.push(line);
    pieces.push(piece);
    if (piece !== line.text) break;
  }
  if (lines.length === over) return;
  takeOver({ lines, pieces }, over, sure, into);
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

function mendDigests(block: readonly Segment[], into: Taking): void {
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

type Taking = Pick<Mending, "doubts" | "joined">;

function takeRun(lines: readonly Segment[], pieces: readonly string[], into: Taking): void {
  const parted = partDigests({ pieces, lines });
  if (parted === "doubt") doubt(lines, pieces, into);
  else if (parted !== "apart")
    for (const { from, to } of groups(parted)) if (to - from > 1) join(lines.slice(from, to), pieces.slice(from, to), into);
}

/** Of a run over the end of a page, after so many lines, only what goes over that is taken. */
function takeOver(run: Run, over: number, sure: boolean, into: Taking): void {
  const { lines, pieces } = run;
  const parted = partDigests(run);
  if (parted === "apart") return;
  if (parted !== "doubt") {
    const mine = groups(parted).find(({ from, to }) => from < over && to > over);
    if (mine === undefined) return;
    const [group, parts] = [lines.slice(mine.from, mine.to), pieces.slice(mine.from, mine.to)];
    if (sure) join(group, parts, into);
    else doubt(group, parts, into);
    return;
  }
  const isWhole = (piece: string | undefined): boolean => lengths.has(piece?.length ?? 0);
  if (!sure) return;
  // what is whole further away has nothing to do with it
  const from = Math.min(over - 1, pieces.slice(0, over).findLastIndex(isWhole) + 1);
  const behind = pieces.slice(over).findIndex(isWhole);
  const to = behind < 0 ? pieces.length : Math.max(over + 1, over + behind);
  doubt(lines.slice(from, to), pieces.slice(from, to), into);
}

const groups = (counts: readonly number[]): readonly { readonly from: number; readonly to: number }[] => {
  let to = 0;
  return counts.map((count) => {
    to += count;
    return { from: to - count, to };
  });
};

function doubt(lines: readonly Segment[], pieces: readonly string[], { doubts }: Taking): void {
  doubts.push({ pieces, readings: [] });
  cutPieces(lines, pieces);
}

function join(lines: readonly Segment[], pieces: readonly string[], { joined }: Taking): void {
  const [first] = lines;
  if (first === undefined) return;
  const whole = pieces.join("");
  cutPieces(lines, pieces);
  const named = lines.find((line, index) => line.left !== undefined && (index === 0 || line.text === ""));
  const target = first.text === "" ? (named ?? first) : first;
  target.text = `${target.text} ${whole}`.trim();
  joined.push(whole);
}

function cutPieces(lines: readonly Segment[], pieces: readonly string[]): void {
  for (const [index, line] of lines.entries()) line.text = cutPiece(line.text, pieces[index] ?? "", index === 0);
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
