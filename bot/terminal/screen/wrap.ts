import wrapped from "wrap-ansi";

/**
 * One line as lines of at most `columns` (at least 1), broken at blanks where there are some, inside a word that is longer
 * than a line. Nothing is lost but the blanks at a break.
 */
export const wrap = (line: string, columns: number): readonly string[] =>
  wrapped(line, columns, { hard: true, trim: false })
    .split("\n")
    // blanks at the start of the text are its own, those at a break are not
    .map((one, at) => one.replace(at === 0 ? / +$/u : /^ +| +$/gu, ""))
    .filter((one, at) => at === 0 || one !== "");
