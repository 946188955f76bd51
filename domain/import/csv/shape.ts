import { lineEnd } from "#domain/import/lines.ts";

/** The beginning of a table: remarks before it, and what parts its columns. */
export interface Shape {
  /** The lines above the table that begin with #, and blank ones. */
  readonly preamble: readonly string[];
  /** The table itself. */
  readonly table: string;
  readonly delimiter: string;
  /** Of the first lines, the share that has as many delimiters as most have; 0 where there is none. */
  readonly regular: number;
}

const delimiters: readonly string[] = [",", ";", "\t", "|"];
const sampled = 60;
const longestLine = 20_000;

/** How many of each delimiter stand outside quotation marks. */
function counts(line: string): readonly number[] {
  const found = [0, 0, 0, 0];
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    const at = quoted ? -1 : delimiters.indexOf(character);
    if (at !== -1) found[at] = (found[at] ?? 0) + 1;
  }
  return found;
}

function linesFrom(text: string, from: number, most: number): readonly string[] {
  const lines: string[] = [];
  for (let at = from; at < text.length && lines.length < most; at = lineEnd(text, at) + 1) {
    const line = text.slice(at, Math.min(lineEnd(text, at), at + longestLine));
    if (line.trim() !== "" && !line.trimStart().startsWith("#")) lines.push(line);
  }
  return lines;
}

/** What a text looks like as a table. */
export function shapeOf(text: string): Shape {
  const preamble: string[] = [];
  let from = 0;
  // Excel's own word for the delimiter
  const named = /^sep=([,;|\t])\r?\n/iu.exec(text);
  if (named) {
    preamble.push("");
    from = named[0].length;
  }
  for (; from < text.length && preamble.length < 1000; from = lineEnd(text, from) + 1) {
    const line = text.slice(from, lineEnd(text, from)).trim();
    if (line !== "" && !line.startsWith("#")) break;
    preamble.push(line);
  }
  const found = linesFrom(text, from, sampled).map(counts);
  const best = delimiters
    .map((delimiter, at) => {
      const numbers = found.map((one) => one[at] ?? 0);
      const usual = mode(numbers.filter((one) => one > 0));
      const regular = usual === 0 ? 0 : numbers.filter((one) => one === usual).length / numbers.length;
      return { delimiter, usual, regular };
    })
    .reduce((a, b) => (b.regular > a.regular + 0.05 ? b : a));
  const delimiter = named?.[1] ?? (best.regular > 0 ? best.delimiter : "\t");
  return { preamble, table: text.slice(from), delimiter, regular: named ? 1 : best.regular };
}

function mode(numbers: readonly number[]): number {
  const tally = new Map<number, number>();
  for (const one of numbers) tally.set(one, (tally.get(one) ?? 0) + 1);
  return [...tally].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])[0] ?? 0;
}
