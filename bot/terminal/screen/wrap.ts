import { graphemes, widthOf } from "./width.ts";

/**
 * One line as lines of at most `columns` (at least 1), broken at blanks where there are some, inside a word that is longer
 * than a line. Nothing is lost but the blanks at a break.
 */
export function wrap(line: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let current = "";
  let used = 0;
  const end = () => {
    lines.push(current.replace(/ +$/u, ""));
    current = "";
    used = 0;
  };
  for (const [word] of line.matchAll(/ +|[^ ]+/gu)) {
    const width = widthOf(word);
    if (word.startsWith(" ")) {
      // blanks at the start of the text are its own, those after a break are not
      if (used + width > columns) end();
      else if (used > 0 || lines.length === 0) {
        current += word;
        used += width;
      }
      continue;
    }
    if (used > 0 && used + width > columns) end();
    for (const [part, partWidth] of width > columns ? graphemes(word) : [[word, width] as const]) {
      if (used > 0 && used + partWidth > columns) end();
      current += part;
      used += partWidth;
    }
  }
  if (current !== "" || lines.length === 0) end();
  return lines;
}
