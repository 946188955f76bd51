const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Characters that take two columns: East Asian wide ones (Unicode Standard Annex 11) and pictures. */
const wide =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|^\p{Emoji_Presentation}|^\p{Extended_Pictographic}.*\ufe0f|^\p{Regional_Indicator}{2}/u;
const halfwidth = /^[\uff61-\uffdc]/u;
const without = /^[\p{M}\p{Cc}\p{Cf}]+$/u;

/** A line in the parts that a reader takes for one character each, with the columns of each. */
export function* graphemes(line: string): Generator<readonly [text: string, columns: number]> {
  for (const { segment } of segmenter.segment(line)) yield [segment, columnsOf(segment)];
}

function columnsOf(grapheme: string): number {
  if (without.test(grapheme)) return 0;
  return wide.test(grapheme) && !halfwidth.test(grapheme) ? 2 : 1;
}

/** Columns that a line takes on a terminal. It holds no escape sequences. */
export const widthOf = (line: string): number => [...graphemes(line)].reduce((sum, [, columns]) => sum + columns, 0);

/** The line in at most `most` columns, its end replaced by `…` if it is longer. */
export function cut(line: string, most: number): string {
  if (widthOf(line) <= most) return line;
  let kept = "";
  let used = 0;
  for (const [text, columns] of graphemes(line)) {
    if (used + columns > most - 1) break;
    kept += text;
    used += columns;
  }
  return `${kept}…`;
}

/** The line followed by blanks up to `columns`. */
export const padded = (line: string, columns: number): string => line + " ".repeat(Math.max(0, columns - widthOf(line)));
