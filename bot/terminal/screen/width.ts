import width from "string-width";

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Columns that a line takes on a terminal. Escape sequences take none. */
export const widthOf = (line: string): number => width(line);

/** The line in at most `most` columns, its end replaced by `…` if it is longer. */
export function cut(line: string, most: number): string {
  if (widthOf(line) <= most) return line;
  let kept = "";
  let used = 0;
  for (const { segment } of segmenter.segment(line)) {
    used += widthOf(segment);
    if (used > most - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** The line followed by blanks up to `columns`. */
export const padded = (line: string, columns: number): string => line + " ".repeat(Math.max(0, columns - widthOf(line)));
