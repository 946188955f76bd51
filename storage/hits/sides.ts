import type { HitFacts } from "#domain/hits/hit.ts";
import { type MeetingRecord, type NotifiedBefore, type Pair, type PairSide, sidesOf } from "#domain/hits/notification.ts";
import { storedIndicator } from "#domain/indicators/indicator.ts";
import { type CaseId, caseId, type UserId } from "#domain/primitives/ids.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { asKind, indicatorBody, recordRef } from "../indicators/row.ts";
import type { ScopeKey } from "../sealing/sealed.ts";
import { hitRef } from "./line.ts";

/** Columns of a record that meets another one. */
export const recordOf = (alias: string) =>
  `${alias}.id, ${alias}.case_id, ${alias}.number, ${alias}.kind, ${alias}.logged_at, ${alias}.body`;

export interface RecordRow {
  readonly id: string;
  readonly case_id: string;
  readonly number: number;
  readonly kind: string;
  readonly logged_at: Date;
  readonly body: Buffer;
}
/** A live record, opened. */
export interface Met extends MeetingRecord {
  readonly by: UserId;
}
/** A side as it is written; it has a number if its case is told. */
export interface NewSide extends PairSide<Met> {
  readonly hitId: string;
  readonly number?: number;
}

/** Opens a live record under its own case's key. */
export function openRecord(scope: (of: CaseId) => ScopeKey, row: RecordRow): Met {
  const of = caseId(row.case_id);
  const { value, codes, by } = indicatorBody(scope(of), row.id, row.body);
  const indicator = storedIndicator(asKind(row.kind), value);
  return { id: row.id, case: of, number: row.number, indicator, codes, withdrawn: false, by, loggedAt: row.logged_at };
}

/** Locks cases in the order of their ids; the number that the next hit of each gets. */
export async function hitCounters({ query }: Session, ids: readonly CaseId[]): Promise<ReadonlyMap<CaseId, number>> {
  const rows = await query<{ id: string; next_hit: number }>(
    "select id, next_hit from liaison.case_file where id = any($1::uuid[]) order by id for no key update",
    [ids],
  );
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
    `with counted as (update liaison.case_file c set next_hit = n.next from unnest($1::uuid[], $2::int[]) n(id, next) where c.id = n.id),
       pairs as (insert into liaison.hit (id, first_id, second_id, same, at)
         select id, least(own, other), greatest(own, other), same, $6 from unnest($3::uuid[], $4::uuid[], $5::uuid[], $7::boolean[]) h(id, own, other, same))
     insert into liaison.hit_side (hit_id, case_id, number, own_id, other_id, side)
     select * from unnest($8::uuid[], $9::uuid[], $10::int[], $11::uuid[], $12::uuid[], $13::text[])`,
    [
      moved.map(([of]) => of),
      moved.map(([, number]) => number),
      hits.map((side) => side.hitId),
      hits.map((side) => side.own.id),
      hits.map((side) => side.other.id),
      now,
      hits.map(({ match }) => match === "same"),
      sides.map((side) => side.hitId),
      sides.map((side) => side.own.case),
      sides.map((side) => side.number ?? null),
      sides.map((side) => side.own.id),
      sides.map((side) => side.other.id),
      sides.map((side) => side.side),
    ],
  );
  return sides;
}

/** A side that is told, in full. */
export function factsOf({ number, own, other, side, match }: NewSide & { readonly number: number }, at: Date): HitFacts {
  const { codes, withdrawn, number: record, indicator } = own;
  return {
    ref: hitRef(number),
    own: { ref: recordRef(record), kind: indicator.kind, codes, withdrawn },
    side,
    match,
    at,
    other: { ...other, value: other.indicator.value },
  };
}
