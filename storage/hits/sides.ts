import { sql } from "kysely";
import { type MeetingRecord, type NotifiedBefore, type Pair, type PairSide, sidesOf } from "#domain/hits/notification.ts";
import { storedIndicator } from "#domain/indicators/indicator.ts";
import { type CaseId, caseId, type UserId } from "#domain/primitives/ids.ts";
import { nextHits } from "../cases/numbering.ts";
import { db, type Row } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { anyOf, rowsOf } from "../engine/values.ts";
import { indicatorBody, recordRef } from "../indicators/row.ts";
import type { ScopeKey } from "../sealing/sealed.ts";
import type { SideFacts } from "./disclosed.ts";
import { hitRef } from "./line.ts";

/** Columns of a record that meets another one. */
export const recordOf = (alias: string) =>
  `${alias}.id, ${alias}.case_id, ${alias}.number, ${alias}.kind, ${alias}.logged_at, ${alias}.body`;

export type RecordRow = Row<"indicator", "id" | "case_id" | "number" | "kind" | "logged_at" | "body">;
/** A live record, opened. */
export interface Met extends MeetingRecord {
  readonly by: UserId;
  readonly note?: string;
}
/** A side as it is written; it has a number if its case is told. */
export interface NewSide extends PairSide<Met> {
  readonly hitId: string;
  readonly number?: number;
}

const counters = prepared(({ ids }: { ids: readonly CaseId[] }) =>
  db.selectFrom("case_file").select(["id", "next_hit"]).where("id", "=", anyOf(ids)).orderBy("id").forNoKeyUpdate(),
);
interface Columns {
  readonly cases: readonly CaseId[];
  readonly next: readonly number[];
  readonly pairs: readonly string[];
  readonly owns: readonly string[];
  readonly others: readonly string[];
  readonly same: readonly boolean[];
  readonly now: Date;
  /** One of each for each side. */
  readonly hits: readonly string[];
  readonly sideCases: readonly CaseId[];
  readonly numbers: readonly (number | null)[];
  readonly ownIds: readonly string[];
  readonly otherIds: readonly string[];
  readonly sides: readonly NewSide["side"][];
}
const write = prepared((of: Columns) =>
  db
    .with("counted", () => nextHits(of.cases, of.next))
    .with("pairs", (q) =>
      q
        .insertInto("hit")
        .columns(["id", "first_id", "second_id", "same", "at"])
        .expression(
          db
            .selectFrom(
              rowsOf("h", { id: ["uuid", of.pairs], own: ["uuid", of.owns], other: ["uuid", of.others], same: ["boolean", of.same] }),
            )
            .select((eb) => [
              "h.id",
              eb.fn<string>("least", ["h.own", "h.other"]).as("first_id"),
              eb.fn<string>("greatest", ["h.own", "h.other"]).as("second_id"),
              "h.same",
              sql<Date>`${of.now}::timestamptz`.as("at"),
            ]),
        ),
    )
    .insertInto("hit_side")
    .columns(["hit_id", "case_id", "number", "own_id", "other_id", "side"])
    .expression(
      db
        .selectFrom(
          rowsOf("s", {
            hit_id: ["uuid", of.hits],
            case_id: ["uuid", of.sideCases],
            number: ["int", of.numbers],
            own_id: ["uuid", of.ownIds],
            other_id: ["uuid", of.otherIds],
            side: ["text", of.sides],
          }),
        )
        .selectAll(),
    ),
);

/** Opens a live record under its own case's key. */
export function openRecord(scope: (of: CaseId) => ScopeKey, row: RecordRow): Met {
  const of = caseId(row.case_id);
  const { value, codes, by, note, permitted } = indicatorBody(scope(of), row.id, row.body);
  const indicator = storedIndicator(row.kind, value);
  const record = { id: row.id, case: of, number: row.number, indicator, codes, withdrawn: false, by, loggedAt: row.logged_at };
  return { ...record, ...(permitted && { permitted }), ...(note !== undefined && { note }) };
}

/** Locks cases in the order of their ids; the number that the next hit of each gets. */
export async function hitCounters({ query }: Session, ids: readonly CaseId[]): Promise<ReadonlyMap<CaseId, number>> {
  const rows = await query(counters({ ids }));
  return new Map(rows.map((row) => [caseId(row.id), row.next_hit]));
}

/** Writes new pairs with both their sides; the sides that are told take the next numbers of their cases, which are locked. */
export async function writePairs(
  session: Session,
  pairs: readonly Pair<Met>[],
  { counters, before, now }: { readonly counters: ReadonlyMap<CaseId, number>; readonly before: NotifiedBefore; readonly now: Date },
): Promise<readonly NewSide[]> {
  if (pairs.length === 0) return [];
  const next = new Map(counters);
  let hitId = "";
  const sides = sidesOf(pairs, before).map((side, index): NewSide => {
    // two by two
    if (index % 2 === 0) hitId = uuidv7();
    if (!side.notified) return { ...side, hitId };
    const number = next.get(side.own.case) ?? 1;
    next.set(side.own.case, number + 1);
    return { ...side, hitId, number };
  });
  const hits = sides.filter((_, index) => index % 2 === 0);
  const moved = [...next].filter(([of, number]) => number !== counters.get(of));
  await session.query(
    write({
      cases: moved.map(([of]) => of),
      next: moved.map(([, number]) => number),
      pairs: hits.map((side) => side.hitId),
      owns: hits.map((side) => side.own.id),
      others: hits.map((side) => side.other.id),
      same: hits.map(({ match }) => match === "same"),
      now,
      hits: sides.map((side) => side.hitId),
      sideCases: sides.map((side) => side.own.case),
      numbers: sides.map((side) => side.number ?? null),
      ownIds: sides.map((side) => side.own.id),
      otherIds: sides.map((side) => side.other.id),
      sides: sides.map((side) => side.side),
    }),
  );
  return sides;
}

/** A side that is told, in full. */
export function factsOf({ number, own, other, side, match }: NewSide & { readonly number: number }, at: Date): SideFacts {
  const { codes, permitted, withdrawn, number: record, indicator } = own;
  return {
    ref: hitRef(number),
    own: { ref: recordRef(record), kind: indicator.kind, codes, withdrawn, ...(permitted && { permitted }) },
    side,
    match,
    at,
    other: { ...other, value: other.indicator.value },
    from: { case: other.case, ref: recordRef(other.number) },
  };
}
