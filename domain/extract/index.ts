import { listed } from "#domain/extract/detectors/names.ts";
import { cut } from "#domain/extract/portions.ts";
import { refangText } from "#domain/extract/refang/text.ts";
import type { Scan } from "#domain/extract/scan.ts";
import { sectionsOf } from "#domain/extract/sections.ts";
import { digestsInRules, walk } from "#domain/extract/walk.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";

/** An indicator in a text: `text.slice(from, to)` (UTF-16 units) is what was written. */
export interface Found extends Indicator {
  readonly from: number;
  readonly to: number;
  /** It was written so that nobody clicks on it, or is broken in another way that a program would stumble over. */
  readonly defanged: boolean;
}

/**
 * The indicators in running text, in the order of their first characters. The same value may be found several times, and
 * one inside another: a digest inside a URL. Time is linear in the length of the text, whatever is in it.
 */
export function extract(typed: string): readonly Found[] {
  const found: Found[] = [];
  for (const { hits, plain, offset } of portionsOf(typed))
    for (const { kind, value, from, to } of hits) {
      const origin = plain.origin(from, to);
      found.push({ kind, value, from: origin.from + offset, to: origin.to + offset, defanged: plain.isTouched(from, to) });
    }
  return found;
}

/** The same for whoever does not ask where they stand, which takes a part of the time. */
export function indicatorsIn(typed: string): readonly Indicator[] {
  return portionsOf(typed).flatMap(({ hits }) => hits);
}

/** What is found in each portion, which stands at `offset` in the whole. */
const portionsOf = (typed: string): readonly (Scan & { readonly offset: number })[] => {
  const portions: (Scan & { readonly offset: number })[] = [];
  for (let from = 0; from < typed.length; ) {
    const to = cut(typed, from);
    portions.push({ ...scanned(typed.slice(from, to)), offset: from });
    from = to;
  }
  return portions;
};

function scanned(typed: string): Scan {
  const plain = refangText(typed);
  const { text } = plain;
  const scan: Scan = { text, plain, sections: sectionsOf(text), hits: [], taken: 0, unended: 0, noPath: 0, nowhere: 0 };
  listed(scan);
  walk(scan, [...scan.hits]);
  digestsInRules(scan);
  scan.hits.sort((one, other) => one.from - other.from);
  return scan;
}
