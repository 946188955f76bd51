import { type Indicator, kinds } from "#domain/indicators/indicator.ts";
import type { Warning } from "#domain/indicators/warning.ts";
import { kindOf } from "#domain/kinds/index.ts";
import type { PackedList } from "#domain/warning-lists/pack.ts";
import { patternsOf } from "#domain/warning-lists/patterns.ts";
import { covers, type Span, spanOf, unmapped } from "#domain/warning-lists/ranges.ts";
import { standsIn } from "#domain/warning-lists/substrings.ts";
import { holds, holdsEnd, type Sought, soughtOf } from "#domain/warning-lists/texts.ts";

/** Lists made ready for look-ups. */
export interface WarningLists {
  readonly lists: number;
  readonly entries: number;
  /** The first list on which a value stands. */
  first(indicator: Indicator): Warning | undefined;
  /** All of them. */
  all(indicator: Indicator): readonly Warning[];
}

/** A value as the lists look at it, each view made once. */
interface Looked {
  readonly value: string;
  readonly whole: Sought;
  /** The name or address at which it is. */
  readonly host: Sought | undefined;
  /** The same, or the value, as a range of addresses. */
  readonly spans: readonly Span[];
}
interface Ready {
  readonly list: PackedList;
  has(looked: Looked): boolean;
}

/** Makes lists ready. Of two of the same name the one of the higher version counts, of equal ones the later. */
export function warningLists(packed: readonly PackedList[]): WarningLists {
  const byName = new Map<string, PackedList>();
  for (const list of packed) {
    const known = byName.get(list.warning.list);
    if (known === undefined || known.version <= list.version) byName.set(list.warning.list, list);
  }
  const ready = [...byName.values()].filter(({ off }) => !off).map(readied);
  const byKind = new Map(kinds.map((kind) => [kind, ready.filter(({ list }) => list.kinds === undefined || list.kinds.has(kind))]));
  const found = function* (indicator: Indicator): Generator<Warning> {
    const looked = lookedAt(indicator);
    for (const { list, has } of byKind.get(indicator.kind) ?? []) if (has(looked)) yield list.warning;
  };
  return {
    lists: ready.length,
    entries: ready.reduce((sum, { list }) => sum + list.entries, 0),
    first: (indicator) => found(indicator).next().value ?? undefined,
    all: (indicator) => [...found(indicator)],
  };
}

/** What stays when others change is not made again. */
const made = new WeakMap<PackedList, Ready>();
function readied(list: PackedList): Ready {
  const ready = made.get(list) ?? readyOf(list);
  made.set(list, ready);
  return ready;
}

function readyOf(list: PackedList): Ready {
  const { held } = list;
  switch (held.type) {
    case "string":
      return { list, has: ({ whole }) => holds(held.texts, whole) };
    case "hostname":
      return { list, has: ({ host }) => host !== undefined && holdsEnd(held.texts, host) };
    case "cidr":
      return { list, has: ({ spans }) => spans.some((span) => covers(span.first.length === 1 ? held.ipv4 : held.ipv6, span)) };
    case "substring":
      return { list, has: ({ whole }) => standsIn(held.parts, whole.bytes) };
    case "regex": {
      const patterns = patternsOf(held.patterns);
      return { list, has: ({ value }) => patterns.matches(value) };
    }
  }
}

function lookedAt({ kind, value }: Indicator): Looked {
  const place = kindOf(kind).place?.(value);
  const span = place === undefined ? undefined : spanOf(place);
  const inner = span && unmapped(span);
  return {
    value,
    whole: soughtOf(value.toLowerCase()),
    host: place === undefined ? undefined : soughtOf(place.toLowerCase()),
    spans: [...(span ? [span] : []), ...(inner ? [inner] : [])],
  };
}
