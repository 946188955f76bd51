import { type Category, type Codes, type Tlp, tlps } from "#domain/codes/codes.ts";
import { strictest } from "#domain/codes/strictest.ts";
import { type Hearer, mayExport, mayHear, needsPermission, type Permission, type Purpose } from "#domain/codes/table.ts";
import type { ExportRecord } from "#domain/export/record.ts";
import type { Kind } from "#domain/indicators/indicator.ts";
import type { Ref, UserId } from "#domain/primitives/ids.ts";

/** What was asked for. */
export interface ExportWish {
  readonly for: Purpose;
  /** The strictest label that leaves; absent: amber+strict. */
  readonly tlp?: Tlp;
  readonly since?: Date;
  readonly kind?: Kind;
  readonly tag?: string;
  /** Victims and minors leave only if their category is the one that was named. */
  readonly category?: Category;
}

/** A record that may be asked for: the live ones of a case. */
export interface Candidate extends ExportRecord {
  readonly ref: Ref<"IOC">;
  /** Its provider. */
  readonly loggedBy: UserId;
  readonly permitted?: Permission;
  readonly refuted?: true;
}

/** Who exports, and who would read it. */
export interface Around {
  readonly by: UserId;
  /** Members of the case who are in its room now. */
  readonly audience: readonly Hearer[];
  /** There is a second officer who confirms, or has. */
  readonly second: boolean;
}

/**
 * Why a record stays: its label is stricter than what was asked for; it concerns a victim or a minor; it is a false positive;
 * it is H1, H2 or H3, and its provider has not permitted it; not everybody in the room may see it; it needs a second officer's
 * code, and there is none.
 */
export type Stays = "label" | "protected" | "false-positive" | "permission" | "room" | "second";

const guarded: ReadonlySet<Category> = new Set(["victim", "minor"]);

/** Whether a record was asked for at all. */
export const wanted = ({ kind, tag, since, category }: ExportWish, record: Candidate): boolean =>
  (kind === undefined || record.indicator.kind === kind) &&
  (tag === undefined || record.tags.includes(tag)) &&
  (since === undefined || record.loggedAt >= since) &&
  (category === undefined || record.codes.category === category);

/** What one officer does not decide alone (design 5, "two persons"): labels above TLP:AMBER, and others' H2, H3 and `only:` records. */
const needsSecond = ({ codes: { tlp, handling, only }, loggedBy }: Candidate, by: UserId): boolean =>
  tlps.indexOf(tlp) < tlps.indexOf("amber") ||
  (loggedBy !== by && (only !== undefined || handling.includes("H2") || handling.includes("H3")));

/** Why a record stays; undefined if it may leave. */
export function stays(record: Candidate, wish: ExportWish, { by, audience, second }: Around): Stays | undefined {
  const { codes, loggedBy, loggedAt } = record;
  if (tlps.indexOf(codes.tlp) < tlps.indexOf(wish.tlp ?? "amber+strict")) return "label";
  if (guarded.has(codes.category) && wish.category !== codes.category) return "protected";
  if (record.refuted) return "false-positive";
  // who exports what they have logged themselves is its provider, and their code permits it
  if (!mayExport(record, { own: loggedBy === by, purpose: wish.for })) return "permission";
  if (!audience.every((one) => mayHear(one, codes, loggedAt, audience))) return "room";
  return needsSecond(record, by) && !second ? "second" : undefined;
}

/** Up to so many ids are named for each reason. */
const mostNamed = 200;

/** What a file will hold and what it will not, counted. */
export interface ExportCount {
  readonly total: number;
  readonly kinds: readonly { readonly kind: Kind; readonly count: number }[];
  /** Of them: how many name their source, and how many carry a note. */
  readonly sources: number;
  readonly notes: number;
  /** Of them: those that their provider permits by exporting them. */
  readonly permitted: number;
  /** Needs the code of a second officer. */
  readonly second: boolean;
  readonly left: readonly { readonly why: Stays; readonly count: number; readonly refs: readonly Ref<"IOC">[] }[];
  /** The strictest of what is inside; absent if nothing is. */
  readonly codes?: Codes;
  /** When the first of those was logged whose label depends on it (stricter than TLP:AMBER). */
  readonly oldest?: Date;
}

/** Counts records one by one. */
export interface Tally {
  /** True for one that may leave. */
  take(record: Candidate): boolean;
  count(): ExportCount;
}

/** Decides about records as they come; what was not asked for is not counted. */
export function tally(wish: ExportWish, around: Around): Tally {
  const kinds = new Map<Kind, number>();
  const left = new Map<Stays, { count: number; refs: Ref<"IOC">[] }>();
  let [total, sources, notes, permitted] = [0, 0, 0, 0];
  let second = false;
  let codes: Codes | undefined;
  let oldest: Date | undefined;
  return {
    take(record) {
      if (!wanted(wish, record)) return false;
      const why = stays(record, wish, around);
      if (why !== undefined) {
        const entry = left.get(why) ?? { count: 0, refs: [] };
        entry.count += 1;
        if (entry.refs.length < mostNamed) entry.refs.push(record.ref);
        left.set(why, entry);
        return false;
      }
      const { kind } = record.indicator;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      total += 1;
      if (record.source !== undefined) sources += 1;
      if (record.note !== undefined) notes += 1;
      if (needsPermission(record.codes)) permitted += 1;
      second ||= needsSecond(record, around.by);
      codes = codes === undefined ? record.codes : strictest(codes, [record.codes]);
      if (tlps.indexOf(record.codes.tlp) < tlps.indexOf("amber") && (oldest === undefined || record.loggedAt < oldest))
        oldest = record.loggedAt;
      return true;
    },
    count: () => ({
      total,
      kinds: [...kinds].map(([kind, count]) => ({ kind, count })).sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1)),
      sources,
      notes,
      permitted,
      second,
      left: [...left].map(([why, { count, refs }]) => ({ why, count, refs })),
      ...(codes && { codes }),
      ...(oldest && { oldest }),
    }),
  };
}
