import { isProse, type Layout, type Segment } from "#domain/import/pdf/layout.ts";

type Row = readonly Segment[];

/** Where a page ends and the next one may go on in the same cell or column. */
export interface Turn {
  /** What stands in the block on the page above, the line at its end last. */
  readonly above: readonly Segment[];
  /** What stands in the block on the next page, from its first line on. */
  readonly below: readonly Segment[];
  /** What stands between both is certain to be a header, a footer or a number of a page. */
  readonly sure: boolean;
  /** The page above is written down to its end, as far as the pages around show where that is. */
  readonly filled: boolean;
}
/** Pages one after the other; only `page` and `next` are looked at for what they hold. */
export interface Neighbours {
  readonly before: Layout | undefined;
  readonly page: Layout;
  readonly next: Layout;
  readonly after: Layout | undefined;
}

/** Most rows of a header or a footer, and how far apart two of the same are on two pages, in points. */
const most = { rows: 8, apart: 3 } as const;
/** Blanks between a line of text and a header or footer that nothing else shows to be one, in heights of letters. */
const gap = 2.5;
const pageNumber =
  /^[-–—|[(\s]*(?:(?:page|seite|pagina|pagine|página|strona|blad|p|s|pg)\.?\s*)?\d{1,4}(?:\s*(?:of|von|van|de|di|sur|z|\/|\|)\s*\d{1,4})?[-–—|\])\s]*$/iu;

const textOf = (row: Row): string => row.map(({ text }) => text).join("\t");
/** Numbers that stand alone may count pages. */
const shape = (text: string): string => text.replace(/(?<![\p{L}\d.:/-])\d{1,4}(?![\p{L}\d.:/-])/gu, "#");

/** Finds where the lines at the end of a page may go on. Time is linear in what stands on both pages. */
export function turnsOf({ before, page, next, after }: Neighbours): readonly Turn[] {
  const tables = new Set(page.rows.filter((row) => row.length > 1).map(textOf));
  const isLast = (row: Row) => isRunning(row, [before, next]);
  const isFirst = (row: Row) => isRunning(row, [page, after]) || (row.length > 1 && tables.has(textOf(row)));
  const [last, ...lastPerhaps] = ends(page.rows.toReversed(), isLast);
  const [first, ...firstPerhaps] = ends(next.rows, isFirst);
  if (last === undefined || first === undefined) return [];
  const perhaps = [last, ...lastPerhaps].flatMap((one) => [first, ...firstPerhaps].map((other) => [one, other] as const)).slice(1);
  const heights = [before, page, next, after].flatMap((one) => [one?.rows[0], one?.rows.at(-1)]).flatMap((row) => row?.[0]?.y ?? []);
  const [bottom, top] = [Math.min(...heights), Math.max(...heights)];
  const blocks = { page: blockOf(page), next: blockOf(next) };
  const turns = (one: Row, other: Row, sure: boolean): readonly Turn[] =>
    pairs(one, other, blocks.page).map(([end, begin]) => {
      const [above, below] = [blocks.page.get(end) ?? [end], blocks.next.get(begin) ?? [begin]];
      const filled = page.rows.length >= most.rows && end.y - bottom < 0.2 * (top - bottom);
      return { above: above.slice(0, above.indexOf(end) + 1), below: below.slice(below.indexOf(begin)), sure, filled };
    });
  return [...turns(last, first, true), ...perhaps.flatMap(([one, other]) => turns(one, other, false))];
}

/** The outermost row that belongs to no header or footer, and the one behind it if it stands so far apart that it may be one. */
function ends(rows: readonly Row[], isAround: (row: Row) => boolean): readonly Row[] {
  const at = rows.slice(0, most.rows).findIndex((row) => !isAround(row));
  const [outer, inner] = at < 0 ? [] : [rows[at], rows[at + 1]];
  if (outer === undefined) return [];
  const [one, other] = [outer[0], inner?.[0]];
  if (inner === undefined || one === undefined || other === undefined) return [outer];
  return Math.abs(one.y - other.y) > gap * Math.max(one.size, other.size) ? [outer, inner] : [outer];
}

/** A number of a page, or what stands at the same place on a page beside this one. */
function isRunning(row: Row, beside: readonly (Layout | undefined)[]): boolean {
  const text = textOf(row);
  if (pageNumber.test(text)) return true;
  const y = row[0]?.y ?? 0;
  return beside.some((page) => {
    const edges = page === undefined ? [] : [...page.rows.slice(0, most.rows), ...page.rows.slice(-most.rows)];
    return edges.some((other) => Math.abs((other[0]?.y ?? 0) - y) < most.apart && shape(textOf(other)) === shape(text));
  });
}

const blockOf = ({ blocks }: Layout): ReadonlyMap<Segment, readonly Segment[]> =>
  new Map(blocks.flatMap((block) => block.map((segment) => [segment, block] as const)));

/** Cells go on at the same place, columns of prose at the first one of the next page. */
function pairs(last: Row, first: Row, blocks: ReadonlyMap<Segment, readonly Segment[]>): readonly (readonly [Segment, Segment])[] {
  const [end, begin] = [last.at(-1), first[0]];
  if (end === undefined || begin === undefined) return [];
  const columns = last.filter((one) => isProse(blocks.get(one) ?? []));
  if (columns.length > 1) return [[end, begin]];
  const same = last.flatMap((one) => {
    const other = first.find(({ x }) => Math.abs(x - one.x) < most.apart);
    return other === undefined ? [] : [[one, other] as const];
  });
  return same.length > 0 ? same : [[end, begin]];
}
