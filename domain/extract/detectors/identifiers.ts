import { isAlphanumeric } from "#domain/extract/characters.ts";
import type { Pass } from "#domain/extract/pass.ts";
import { put, putAs } from "#domain/extract/scan.ts";
import type { Way } from "#domain/extract/tables.ts";
import type { Numbered } from "#domain/kinds/traits/detection.ts";

/** A word that is an identifier as it stands. */
export function identifier(scan: Pass, from: number, to: number): boolean {
  const { text, tables } = scan;
  const first = text.charCodeAt(from);
  if (to - from > 31 || first > 127 || ((tables.wordLengths[first] ?? 0) & (1 << (to - from))) === 0) return false;
  const word = text.slice(from, to);
  return tables.words.some(({ kind, how }) => how.shape.test(word) && put(scan, kind, from, to));
}

/** Letters that begin at `from`, with or without a blank before their number; returns the number's end, or -1. */
export function numbered(scan: Pass, from: number, { kind, how }: Way<Numbered>): number {
  if (isAlphanumeric(scan.text, from - 1)) return -1;
  how.shape.lastIndex = from;
  const found = how.shape.exec(scan.text)?.[0];
  const value = found === undefined ? undefined : how.value(found);
  if (found === undefined || value === undefined) return -1;
  return putAs(scan, kind, value, { from, to: from + found.length }) ? from + found.length : -1;
}
