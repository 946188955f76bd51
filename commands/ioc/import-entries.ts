import { type Codes, paps, settle, type TypedCodes, tlps } from "#domain/codes/codes.ts";
import { raised, stricter, strictest } from "#domain/codes/strictest.ts";
import type { ImportRow, Reading } from "#domain/import/reading.ts";
import type { Warned } from "#domain/indicators/warning.ts";
import type { ImportEntry } from "../../storage/index.ts";

/** What was typed with an import. */
export interface ImportWish {
  readonly codes: TypedCodes;
  readonly tags: readonly string[];
  readonly source?: string;
  readonly note?: string;
}
/** Entries of a file, and what was settled for all. */
export interface Entries {
  readonly entries: readonly ImportEntry[];
  /** A marking in the file was stricter than what was typed. */
  readonly lowered: boolean;
}
type Shared = ImportEntry["particulars"];

/**
 * Values of a file as they will be logged, each once: where it stands several times, the strictest codes and all tags hold.
 * The case's own codes are raised by what the file says of itself and of the value; what was typed stands above that.
 */
export function entriesOf(reading: Reading, wish: ImportWish, { own, warned, now }: { own: Codes; warned: Warned; now: Date }): Entries {
  const settling = settler(reading.marking, own, wish, now);
  const found = new Map<string, ImportEntry>();
  for (const row of reading.rows) {
    const { line, indicator } = row;
    const name = `${indicator.kind} ${indicator.value}`;
    const before = found.get(name);
    const list = before === undefined ? warned(indicator)?.list : before.warned;
    const particulars = before === undefined ? settling.of(row) : settling.both(before.particulars, settling.of(row));
    found.set(name, { line: before?.line ?? line, indicator, particulars, ...(list !== undefined && { warned: list }) });
  }
  return { entries: [...found.values()], lowered: settling.lowered() };
}

/** The strictest codes of entries, of which there is at least one. */
export function strictestOf(entries: readonly ImportEntry[]): Codes | undefined {
  const [first, ...others] = new Set(entries.map(({ particulars }) => particulars.codes));
  return first && strictest(first, others);
}

function settler(marking: Reading["marking"], own: Codes, wish: ImportWish, now: Date) {
  const shared = new Map<string, Shared>();
  const codes = new Map<string, Pick<Shared, "codes" | "permits" | "typed">>();
  let lowered = false;

  function codesOf(row: TypedCodes | undefined): Pick<Shared, "codes" | "permits" | "typed"> {
    const name = JSON.stringify(row ?? {});
    const known = codes.get(name);
    if (known !== undefined) return known;
    const named = marked(marking, row ?? {});
    const base = raised(own, named);
    const settled = settle(wish.codes, {
      ...base,
      category: named.category ?? base.category,
      evaluation: named.evaluation ?? base.evaluation,
    });
    if (weaker(tlps, settled.tlp, named.tlp) || weaker(paps, settled.pap, named.pap)) lowered = true;
    const permits = wish.codes.share === undefined ? {} : { permits: settled.share };
    const made = { codes: settled, ...permits, typed: { ...named, ...wish.codes } };
    codes.set(name, made);
    return made;
  }

  return {
    lowered: () => lowered,
    /** Rows that say the same share one object, so that a portion holds it once. */
    of(row: ImportRow): Shared {
      const seenAt = row.seenAt !== undefined && row.seenAt <= now ? row.seenAt : undefined;
      const note = (row.note ?? wish.note)?.slice(0, 2_000).toWellFormed();
      const source = (row.source ?? wish.source)?.slice(0, 200).toWellFormed();
      const name = JSON.stringify([row.codes, row.tags, note, source, seenAt]);
      const known = shared.get(name);
      if (known !== undefined) return known;
      const made = {
        ...codesOf(row.codes),
        tags: [...new Set([...wish.tags, ...(row.tags ?? [])])],
        ...(note !== undefined && { note }),
        ...(source !== undefined && { source }),
        ...(seenAt !== undefined && { seenAt }),
      };
      shared.set(name, made);
      return made;
    },
    both(a: Shared, b: Shared): Shared {
      if (a === b) return a;
      const seenAt = a.seenAt === undefined || (b.seenAt !== undefined && b.seenAt > a.seenAt) ? b.seenAt : a.seenAt;
      const joined = strictest(a.codes, [b.codes]);
      return {
        ...b,
        ...a,
        codes: joined,
        typed: { ...a.typed, ...b.typed, tlp: joined.tlp, pap: joined.pap, handling: joined.handling, share: joined.share },
        tags: [...new Set([...a.tags, ...b.tags])],
        ...(seenAt !== undefined && { seenAt }),
      };
    },
  };
}

const weaker = <W>(order: readonly W[], held: W, named: W | undefined): boolean =>
  named !== undefined && stricter(order, held, named) !== held;

/** What a file says of itself and of one value, the stricter of both. */
const marked = ({ tlp, pap }: Reading["marking"], row: TypedCodes): TypedCodes => ({
  ...row,
  ...(tlp && { tlp: stricter(tlps, row.tlp ?? tlp, tlp) }),
  ...(pap && { pap: stricter(paps, row.pap ?? pap, pap) }),
});
