import { listed } from "#domain/extract/detectors/names.ts";
import type { Pass } from "#domain/extract/pass.ts";
import { cut } from "#domain/extract/portions.ts";
import { type Refanged, refangText } from "#domain/extract/refang/text.ts";
import { unbracket } from "#domain/extract/refang/token.ts";
import { rulesIn } from "#domain/extract/rules.ts";
import { sectionAt, sectionsOf } from "#domain/extract/sections.ts";
import { type Tables, tablesOf } from "#domain/extract/tables.ts";
import { digestsInRules, walk } from "#domain/extract/walk.ts";
import { type Indicator, lasting } from "#domain/indicators/indicator.ts";
import { type Kinds, known } from "#domain/kinds/index.ts";
import type { Hit } from "#domain/kinds/traits/detection.ts";

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
export function extract(typed: string, kinds: Kinds = known): readonly Found[] {
  const found: Found[] = [];
  for (const { hits, plain, offset } of portionsOf(typed, kinds))
    for (const hit of hits) {
      const indicator = indicatorOf(hit, kinds);
      if (indicator === undefined) continue;
      const { from, to } = hit;
      const origin = plain.isSame ? hit : plain.origin(from, to);
      found.push({
        kind: indicator.kind,
        value: indicator.value,
        from: origin.from + offset,
        to: origin.to + offset,
        defanged: !plain.isSame && plain.isTouched(from, to),
      });
    }
  return found;
}

/** The same for whoever does not ask where they stand, which takes a part of the time. */
export function indicatorsIn(typed: string, kinds: Kinds = known): readonly Indicator[] {
  return portionsOf(typed, kinds).flatMap(({ hits }) => hits.flatMap((hit) => indicatorOf(hit, kinds) ?? []));
}

/** What is found is the same value as what is typed alone, however it was written. */
function indicatorOf({ kind: name, value: canonical }: Pass["hits"][number], kinds: Kinds): Indicator | undefined {
  const kind = kinds.named(name);
  const value = kind && lasting(kinds.of(kind), canonical);
  return kind && value && { kind, value };
}

/** What is found in each portion, which stands at `offset` in the whole. */
const portionsOf = (typed: string, kinds: Kinds): readonly (Pass & { readonly offset: number })[] => {
  const tables = tablesOf(kinds);
  const portions: (Pass & { readonly offset: number })[] = [];
  for (let from = 0; from < typed.length; ) {
    const to = cut(typed, from);
    portions.push({ ...scanned(typed.slice(from, to), tables), offset: from });
    from = to;
  }
  return portions;
};

function scanned(typed: string, tables: Tables): Pass {
  const plain = refangText(typed);
  const { text } = plain;
  const sections = sectionsOf(text, tables);
  const scan: Pass = {
    text,
    plain,
    written: writtenIn(typed, plain),
    tables,
    sections,
    topicAt: (place) => (sections.length === 0 ? undefined : sectionAt(sections, place)?.name),
    hits: [],
    taken: 0,
    unended: 0,
    noPath: 0,
    nowhere: 0,
    listed: { label: undefined, to: -1 },
    table: { to: -1, next: -1, heads: [] },
  };
  for (const { from, to } of rulesIn(text)) {
    for (const { kind, how } of tables.rules) how.read(scan, from, kind);
    scan.taken = to;
  }
  scan.taken = 0;
  listed(scan);
  walk(scan, scan.hits.toSorted(inOrder));
  digestsInRules(scan);
  scan.hits.sort(inOrder);
  return plain.doubts.length === 0 ? scan : { ...scan, hits: certain(scan.hits, plain) };
}

/** Without what may be a part of something longer that a line end breaks. Both are in order. */
function certain(hits: readonly Hit[], { doubts, origin }: Refanged): Hit[] {
  let next = 0;
  return hits.filter((hit) => {
    const { from, to } = origin(hit.from, hit.to);
    while ((doubts[next]?.to ?? Number.POSITIVE_INFINITY) <= from) next += 1;
    return (doubts[next]?.from ?? Number.POSITIVE_INFINITY) >= to;
  });
}

const inOrder = (one: Hit, other: Hit): number => one.from - other.from;

/** Of a kind that is kept as written, what was written counts, read as the same value alone would be. */
const writtenIn =
  (typed: string, plain: Refanged): Pass["written"] =>
  (from, to, reading) => {
    if (reading === undefined || !plain.isTouched(from, to)) return plain.text.slice(from, to);
    const origin = plain.origin(from, to);
    const written = typed.slice(origin.from, origin.to);
    return reading === "as-typed" ? written : (unbracket(written) ?? "");
  };
