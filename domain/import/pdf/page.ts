import { type Item, layoutOf, type Segment } from "#domain/import/pdf/layout.ts";
import { type Doubt, mend } from "#domain/import/pdf/mend.ts";
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

/** Reads a page; what it shows of how the document breaks lines is noted in `evidence`. */
export function pageText(items: readonly Item[], evidence: Evidence, kinds: Kinds): PageText {
  const layout = layoutOf(items);
  observe(layout.blocks, evidence);
  const { doubts, joined } = mend(layout, evidence, kinds);
  const broken = [...joined, ...doubts.flatMap(({ pieces, readings }) => [pieces.join(""), ...readings])];
  return { text: textOf(layout), doubts, broken };
}

function observe(blocks: ReturnType<typeof layoutOf>["blocks"], evidence: Evidence): void {
  for (const block of blocks)
    for (const [at, { text }] of block.entries()) {
      const next = block[at + 1]?.text ?? "";
      if (/\p{Ll}{2,}[-\u2010\u00ad]$/u.test(text) && /^\p{Ll}{2,}[,;:]?(?:\s|\.?$)/u.test(next)) evidence.hyphenates = true;
      const inner = text.split(/\s+/u).slice(at === 0 ? 0 : 1, next === "" ? undefined : -1);
      for (const word of inner)
        if (/[\p{L}\d]\.[\p{L}\d]/u.test(word) && evidence.whole.size < mostWhole) evidence.whole.add(word.replace(/[.,;:!?)\]]+$/u, ""));
    }
}

function textOf({ rows, blocks }: ReturnType<typeof layoutOf>): string {
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

/** Lines of several words below each other are read one after the other, whatever stands beside them. */
function isProse(block: readonly Segment[]): boolean {
  const words = block.reduce((sum, { text }) => sum + text.split(" ").length, 0);
  return block.length > 1 && words >= 2 * block.length;
}
