/** The one of `names` with the fewest single-letter changes from `typed`; the first of several. */
export function nearestName(typed: string, names: readonly string[]): string {
  const ranked = names.map((name) => ({ name, edits: edits(typed, name) })).toSorted((a, b) => a.edits - b.edits);
  return ranked[0]?.name ?? "";
}

/** Levenshtein's distance, row by row. */
function edits(a: string, b: string): number {
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
