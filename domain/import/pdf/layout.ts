/** A piece of text as PDF.js gives it, with its place in points from the lower left corner of the page. */
export interface Item {
  readonly str: string;
  readonly width: number;
  readonly height: number;
  /** Scale and turn, then x and y of where it begins. */
  readonly transform: readonly number[];
}

/** What stands together on one line of a cell or a column; `text` changes where what a line end broke is joined. */
export interface Segment {
  text: string;
  readonly x: number;
  readonly right: number;
  readonly y: number;
  /** Height of its letters in points. */
  readonly size: number;
  /** What stands to its left on the same line. */
  readonly left: Segment | undefined;
  /** Something stands beside it on the same line. */
  readonly beside: boolean;
  /** What stands above it and begins at the same place, however far away. */
  above?: Segment;
}
/** A page as what stands side by side, and as what stands below each other in one cell or column. */
export interface Layout {
  /** From top to bottom, each from left to right. */
  readonly rows: readonly (readonly Segment[])[];
  readonly blocks: readonly (readonly Segment[])[];
}

type Placed = Omit<Segment, "left" | "beside" | "above">;

/** Blanks between two pieces, in heights of their letters: from here on they belong to different columns. */
const gutter = 1.25;
/** Distance of lines, in heights of their letters, up to which they belong together. */
const leading = 1.75;

/** What may be a part of a value, and not just of a word. */
const value = /[.:/@\\]|\d{3}|[\da-f]{8}/iu;

/** PDF.js gives no letter that begins beyond the page: the last word of what reaches its end may be a part of one. */
export function withinPage(items: readonly Item[], edge: number): { readonly items: readonly Item[]; readonly cut: readonly string[] } {
  const cut: string[] = [];
  const kept = items.map((item) => {
    const [a = 0, b = 0, , , x = 0] = item.transform;
    if (Math.abs(b) > Math.abs(a) || item.str.trim() === "" || x + item.width < edge) return item;
    const from = item.str.trimEnd().lastIndexOf(" ") + 1;
    const word = item.str.slice(from);
    if (!value.test(word)) return item;
    cut.push(word);
    return { ...item, str: item.str.slice(0, from), width: (item.width * from) / item.str.length };
  });
  return { items: kept, cut };
}

/** Where everything on a page stands. What is turned around stands alone. Time grows as n log n with the items. */
export function layoutOf(items: readonly Item[]): Layout {
  const rows = rowsOf(items.flatMap(placed)).map((row) => {
    const segments: Segment[] = [];
    for (const one of row) segments.push({ ...one, left: segments.at(-1), beside: row.length > 1 });
    return segments;
  });
  return { rows, blocks: blocksOf(rows) };
}

/** The parts of an item between blanks that keep columns apart. */
function placed({ str, width, height, transform }: Item): readonly Placed[] {
  const [a = 0, b = 0, , , x = 0, y = 0] = transform;
  const size = Math.abs(height) || Math.hypot(a, b) || 1;
  // turned text goes its own way: no line of it is held to another one
  if (Math.abs(b) > Math.abs(a)) return str.trim() === "" ? [] : [{ text: str.trim(), x, right: x, y, size }];
  // PDF.js writes a blank of its own where it sees one
  if (str.trim() === "") return str === "" ? [] : [{ text: "", x, right: x, y, size }];
  const each = width / Math.max(1, str.length);
  return [...str.matchAll(/\S+(?:\s{1,2}\S+)*\s?/gu)].map(({ 0: text, index }) => ({
    text,
    x: x + index * each,
    right: x + (index + text.trimEnd().length) * each,
    y,
    size,
  }));
}

function rowsOf(all: readonly Placed[]): readonly (readonly Placed[])[] {
  const sorted = all.toSorted((one, other) => other.y - one.y);
  const rows: Placed[][] = [];
  for (const one of sorted) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row && first && Math.abs(first.y - one.y) < 0.3 * Math.min(first.size, one.size)) row.push(one);
    else rows.push([one]);
  }
  return rows.map(merged);
}

/** A row with what stands close together as one. */
function merged(row: readonly Placed[]): readonly Placed[] {
  const found: { text: string; x: number; right: number; y: number; size: number }[] = [];
  let blank = false;
  for (const one of row.toSorted((a, b) => a.x - b.x)) {
    const last = found.at(-1);
    if (one.text === "") {
      blank = true;
      continue;
    }
    const gap = last === undefined ? Number.POSITIVE_INFINITY : one.x - last.right;
    const size = Math.max(one.size, last?.size ?? 0);
    // bold letters that are drawn twice
    if (last && one.text.trim() === last.text.trim() && Math.abs(one.x - last.x) < 0.1 * size) continue;
    if (last === undefined || gap > gutter * size) found.push({ ...one });
    else {
      last.text += (blank || gap > 0.25 * size) && !last.text.endsWith(" ") ? ` ${one.text}` : one.text;
      last.right = Math.max(last.right, one.right);
    }
    blank = false;
  }
  return found.map((one) => ({ ...one, text: one.text.trim() }));
}

interface Open {
  readonly lines: Segment[];
  pitch: number | undefined;
}

/** Lines below each other that begin at the same place, or have the same middle, at an even distance. */
function blocksOf(rows: readonly (readonly Segment[])[]): readonly (readonly Segment[])[] {
  const blocks: Segment[][] = [];
  const byLeft = new Map<number, Open>();
  const byMiddle = new Map<number, Open>();
  const bucket = (at: number): number => Math.round(at / 3);
  const middle = ({ x, right }: Segment): number => (x + right) / 2;
  const near = (map: ReadonlyMap<number, Open>, at: number, segment: Segment): Open | undefined =>
    [0, -1, 1].map((step) => map.get(bucket(at) + step)).find((open) => open !== undefined && follows(open, segment));
  for (const row of rows)
    for (const segment of row) {
      const before = near(byLeft, segment.x, segment) ?? near(byMiddle, middle(segment), segment);
      const open = before ?? { lines: [], pitch: undefined };
      const last = open.lines.at(-1);
      const above = byLeft.get(bucket(segment.x))?.lines.at(-1);
      if (above !== undefined) segment.above = above;
      if (last === undefined) blocks.push(open.lines);
      else open.pitch = last.y - segment.y;
      open.lines.push(segment);
      byLeft.set(bucket(segment.x), open);
      // what begins behind a bullet or a number goes on below its text, not below the sign
      const indent = /^(?:[-–—*•·▪◦‣]|\d{1,3}[.)])\s+/u.exec(segment.text)?.[0].length;
      if (indent !== undefined) byLeft.set(bucket(segment.x + (indent * (segment.right - segment.x)) / segment.text.length), open);
      byMiddle.set(bucket(middle(segment)), open);
    }
  return blocks;
}

function follows({ lines, pitch }: Open, segment: Segment): boolean {
  const last = lines.at(-1);
  if (last === undefined) return false;
  const distance = last.y - segment.y;
  const size = Math.max(last.size, segment.size);
  const alike = Math.min(last.size, segment.size) > 0.8 * size;
  return alike && distance > 0.5 * size && distance < leading * size && (pitch === undefined || Math.abs(distance - pitch) < 0.2 * size);
}

/** Lines of several words below each other are read one after the other, whatever stands beside them. */
export function isProse(block: readonly Segment[]): boolean {
  const words = block.reduce((sum, { text }) => sum + text.split(" ").length, 0);
  return block.length > 1 && words >= 2 * block.length;
}
