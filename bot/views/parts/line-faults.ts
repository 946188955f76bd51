import type { LineFault } from "#domain/import/summary.ts";
import { lines, nothing, type Piece, text, typed } from "./html.ts";
import { notTaken } from "./not-taken.ts";

/** How many lines of a file are told one by one. */
const most = 10;

/** Lines of a file that gave nothing, under a head of their own: the first ten, then how many more. */
export function lineFaults(head: Piece, { first, total }: { readonly first: readonly LineFault[]; readonly total: number }): Piece {
  if (total === 0) return nothing;
  const shown = first.slice(0, most);
  return lines([
    head,
    ...shown.map(({ line, why }) => text`line ${line}: ${typed(notTaken(why), 200)}`),
    total > shown.length ? text`and ${total - shown.length} more` : nothing,
  ]);
}
