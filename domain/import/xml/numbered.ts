import type { Gathering } from "#domain/import/gather.ts";

/** A text that is made of pieces of another one, and knows on which line of that each of its own lines begins. */
export interface Numbered {
  /** Adds a piece that stands on this line of the source; line feeds in it are the source's. */
  add(piece: string, line: number): void;
  /** Ends a line, unless nothing stands on it. */
  end(): void;
  text(): string;
  /** The line of the source for a line of the text, both from 1. */
  lineOf(line: number): number;
}

export function numbered(): Numbered {
  const parts: string[] = [];
  const lines: number[] = [];
  let fresh = true;
  const begin = (line: number): void => {
    if (fresh) lines.push(line);
    fresh = false;
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
      }
    },
    end: () => {
      if (fresh) return;
      parts.push("\n");
      fresh = true;
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
