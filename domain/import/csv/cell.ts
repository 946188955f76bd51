/** Where another URL begins, in any disguise of its scheme: no URL holds a second one behind a mark that parts values. */
const anotherUrl = /(?<=[\s;,|])(?=(?:h(?:tt|xx|XX)ps?|ftp|fxp)(?:\[:\]|:|\[:)[/\\[])/giu;
/** Marks that part several values of one cell. */
const marks = /\s*[;|\n\r]\s*|,\s*|\s+\/\s+|\s+(?:and|und|et|y|e|en|oraz)\s+|\s+/u;
/** Behind a URL before another one. */
const ends = " \t\r\n;,|";
/** A longer cell is no list of values, in UTF-16 units. */
const longest = 16_384;

/** What of a cell may be a value as it stands: all of it, or each of its URLs. */
export const pieces = (cell: string): readonly string[] =>
  cell.length > longest
    ? [cell]
    : cell
        .split(anotherUrl)
        .map(withoutEnd)
        .filter((piece) => piece !== "");

/** The parts of what is no value as it stands; one if nothing parts it. */
export const partsOf = (piece: string): readonly string[] =>
  piece.length > longest ? [piece] : piece.split(marks).filter((part) => part !== "");

/** A URL alone keeps what stands behind it: it may be its own. */
function withoutEnd(piece: string, at: number, all: readonly string[]): string {
  let end = piece.length;
  if (at < all.length - 1) while (end > 0 && ends.includes(piece[end - 1] ?? "")) end -= 1;
  return piece.slice(0, end).trim();
}
