import type { Gathering } from "#domain/import/gather.ts";

/** A text that is made of pieces of another one, and knows on which line of that each of its own lines begins. */
export interface Numbered {
  /** Adds a piece that stands on this line of the source; line feeds in it are the source's. */
  add(piece: string, line: number): void;
  /** Ends a line, unless nothing stands on it. */
  end(): void;
  /**
   * Ends a line, and leaves one empty unless a plain word ends it, which may be the name of what follows: what stands before and
   * behind is not read as one value that a line end broke.
   */
  part(): void;
  text(): string;
  /** The line of the source for a line of the text, both from 1. */
  lineOf(line: number): number;
}

/** An empty line, told from the line feeds of the source. */
const empty = "\r\n";
const word = /(?:^|\s)\p{L}+[:)]?\s*$/u;

export function numbered(): Numbered {
  const parts: string[] = [];
  const lines: number[] = [];
  let fresh = true;
  let last = "";
  const begin = (line: number): void => {
    if (fresh) lines.push(line);
    fresh = false;
  };
  const end = (): void => {
    if (fresh) return;
    parts.push("\n");
    fresh = true;
  };
  return {
    add: (piece, line) => {
      let at = line;
      for (const [index, part] of piece.split("\n").entries()) {
        if (index > 0) {
          // a line feed of the source ends a line on which nothing stands as well
          begin(at);
          parts.push("\n");
          fresh = true;
          at += 1;
        }
        if (part === "") continue;
        begin(at);
        parts.push(part);
        if (part.trim() !== "") last = part.slice(-80);
      }
    },
    end,
    part: () => {
      end();
      if (parts.length === 0 || parts.at(-1) === empty || word.test(last)) return;
      lines.push(lines.at(-1) ?? 1);
      parts.push(empty);
    },
    text: () => parts.join(""),
    lineOf: (line) => lines[line - 1] ?? lines.at(-1) ?? 1,
  };
}

/** Takes what is found in a numbered text with the lines of its source. */
export const atSource = (gather: Gathering, { lineOf }: Pick<Numbered, "lineOf">): Gathering => ({
  ...gather,
  row: (row) => gather.row({ ...row, line: lineOf(row.line) }),
  unclear: (line, why) => gather.unclear(lineOf(line), why),
});

/** The line of a place in a text, for places that are asked for from front to back. */
export function lineCounter(text: string): (place: number) => number {
  let line = 1;
  let next = text.indexOf("\n");
  return (place) => {
    while (next !== -1 && next < place) {
      line += 1;
      next = text.indexOf("\n", next + 1);
    }
    return line;
  };
}
