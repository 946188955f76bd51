/** What does not show, moves the cursor or turns the direction of reading. Tabs and line ends are controls too. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** The joiner between two pictographs and the selector after one belong to an emoji. */
const ofEmoji = /(?<=\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)(?:\u200d(?=\p{Extended_Pictographic})|\ufe0f)/gu;
const code = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/**
 * Text of others as one line that a terminal shows and never obeys: escape sequences, other controls and what turns the
 * direction of reading are written as `\u{1b}`, a line end as `\n`, a tab as `\t`.
 */
export function visible(text: string): string {
  const kept = new Set([...text.matchAll(ofEmoji)].map(({ index }) => index));
  return text.toWellFormed().replace(hidden, (character, at: number) => {
    if (kept.has(at)) return character;
    if (character === "\n") return "\\n";
    return character === "\t" ? "\\t" : code(character);
  });
}

/** The same as lines: line ends end lines, tabs become blanks. */
export const visibleLines = (text: string): readonly string[] =>
  text.split(/\r\n|\n/u).map((line) => visible(line.replaceAll("\t", "    ")));
