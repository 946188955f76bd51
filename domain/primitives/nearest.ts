/** Longer words count as far apart from any other. */
export const longestWord = 40;

/** Edits (insert, delete, replace, swap of neighbours) from `a` to `b`. */
export function distance(a: string, b: string): number {
  if (a.length > longestWord || b.length > longestWord) return Number.POSITIVE_INFINITY;
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(
        Math.min(
          (next[j - 1] ?? 0) + 1,
          (row[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The closest of `words`, in any case, within `most` edits; of equals the first. */
export function nearest(typed: string, words: readonly string[], most: number): string | undefined {
  const word = typed.toLowerCase();
  let found: { readonly word: string; readonly edits: number } | undefined;
  for (const candidate of words) {
    const [a, b] = apart(word, candidate.toLowerCase());
    // one edit changes both the first and the last sign in which they differ
    if (most === 1 && Math.max(a.length, b.length) > 2) continue;
    const edits = distance(a, b);
    if (edits <= most && edits < (found?.edits ?? most + 1)) found = { word: candidate, edits };
  }
  return found?.word;
}

/** What is left of both without their common beginning and end. */
function apart(a: string, b: string): readonly [a: string, b: string] {
  const shorter = Math.min(a.length, b.length);
  let begin = 0;
  while (begin < shorter && a[begin] === b[begin]) begin++;
  let end = 0;
  while (end < shorter - begin && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  return [a.slice(begin, a.length - end), b.slice(begin, b.length - end)];
}
