import { type Item, isProse, type Layout, layoutOf, type Segment } from "#domain/import/pdf/layout.ts";
import { type Doubt, mend, mendDigestsOver, mendOver } from "#domain/import/pdf/mend.ts";
import { type Neighbours, turnsOf } from "#domain/import/pdf/page-ends.ts";
import type { Evidence } from "#domain/import/pdf/seam.ts";
import { numbered } from "#domain/import/xml/numbered.ts";
import type { Kinds } from "#domain/kinds/index.ts";

/** The text of a page, in which what line ends had broken is whole. */
export interface PageText {
  /** Its lines: columns of prose one after the other, everything else as it stands side by side. */
  readonly text: string;
  readonly doubts: readonly Doubt[];
  /** What was joined or is in doubt. */
  readonly broken: readonly string[];
}

/** Most whole words that are kept as evidence. */
const mostWhole = 100_000;

/** Where everything stands on a page; what it shows of how the document breaks lines is noted in `evidence`. */
export function laidOut(items: readonly Item[], evidence: Evidence): Layout {
  const layout = layoutOf(items);
  observe(layout.blocks, evidence);
  return layout;
}

/** Reads a page. What goes on at the beginning of the next one is taken from there, so that pages are read in their order. */
export function pageText(
  { before, page: layout, next, after }: Omit<Neighbours, "next"> & { readonly next: Layout | undefined },
  evidence: Evidence,
  kinds: Kinds,
): PageText {
  const turns = next === undefined ? [] : turnsOf({ before, page: layout, next, after });
  const over = { doubts: [], joined: [] } as { readonly doubts: Doubt[]; readonly joined: string[] };
  for (const turn of turns) mendDigestsOver(turn, over);
  const within = mend(layout, evidence, kinds);
  for (const turn of turns) mendOver(turn, { rows: layout.rows, evidence, kinds, ...over });
  const [doubts, joined] = [
    [...within.doubts, ...over.doubts],
    [...within.joined, ...over.joined],
  ];
  const broken = [...joined, ...doubts.flatMap(({ pieces, readings }) => [pieces.join(""), ...readings])];
  return { text: textOf(layout), doubts, broken };
}

function observe(blocks: Layout["blocks"], evidence: Evidence): void {
  for (const block of blocks)
    for (const [at, { text }] of block.entries()) {
      const next = block[at + 1]?.text ?? "";
      if (/\p{Ll}{2,}[-\u2010\u00ad]$/u.test(text) && /^\p{Ll}{2,}[,;:]?(?:\s|\.?$)/u.test(next)) evidence.hyphenates = true;
      const inner = text.split(/\s+/u).slice(at === 0 ? 0 : 1, next === "" ? undefined : -1);
      for (const word of inner)
        if (/[\p{L}\d]\.[\p{L}\d]/u.test(word) && evidence.whole.size < mostWhole) evidence.whole.add(word.replace(/[.,;:!?)\]]+$/u, ""));
    }
}

function textOf({ rows, blocks }: Layout): string {
  const blockOf = new Map(blocks.flatMap((block) => block.map((segment) => [segment, block] as const)));
  const prose = new Set(blocks.filter(isProse));
  const written = new Set<readonly Segment[]>();
  const text = numbered();
  let before: readonly Segment[] | undefined;
  // what stands in another cell or column does not go on what stands above it
  const line = (words: string, block: readonly Segment[] | undefined): void => {
    if (words === "") return;
    if (block !== before) text.part();
    before = block;
    text.add(words, 1);
    text.end();
  };
  for (const row of rows) {
    const beside: Segment[] = [];
    for (const segment of row) {
      const block = blockOf.get(segment);
      if (block === undefined || !prose.has(block)) beside.push(segment);
      else if (!written.has(block)) {
        written.add(block);
        for (const one of block) line(one.text, block);
      }
    }
    const filled = beside.filter((one) => one.text !== "");
    const [first] = filled;
    line(filled.map((one) => one.text).join("\t"), first && blockOf.get(first));
  }
  return text.text();
}
