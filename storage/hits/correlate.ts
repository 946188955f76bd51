import { byTelling, discloses, isTold, type Telling } from "#domain/hits/disclosure.ts";
import { type CaseId, caseId } from "#domain/primitives/ids.ts";
import type { Session } from "../engine/session.ts";
import { timestamp } from "../engine/timestamp.ts";
import { uuidv7 } from "../engine/uuid.ts";
import type { Stores } from "../index.ts";
import { type IndicatorBody, indicatorBody } from "../indicators/row.ts";
import type { ScopeKey } from "../sealing/sealed.ts";
import { countriesOf, disclosedCodes, hitLine, type SideFacts } from "./line.ts";
import { type Notified, notifiedBefore } from "./notified.ts";

/** The keys first: a planner that does not know the tables yet would go through all records instead. */
const meeting = `with met as materialized (select distinct n.indicator_id from liaison.match_row m
  join liaison.match_row n on n.match_key = m.match_key and n.key_version = m.key_version and n.case_id <> m.case_id and (n.role = 0 or m.role = 0)
  where m.indicator_id = $1)`;
/** Every record of another case that meets record $1 at $2 and has not met it before. */
const meetings = `from liaison.indicator i
  join met on true
  join liaison.indicator o on o.id = met.indicator_id
  where i.id = $1 and i.state = 'live' and i.ripe_at <= $2 and o.state = 'live' and o.ripe_at <= $2
    and not exists (select 1 from liaison.hit h where h.first_id = least(i.id, o.id) and h.second_id = greatest(i.id, o.id))`;
/** Columns of a record that meets another one. */
export const recordOf = (alias: string) =>
  `${alias}.id, ${alias}.case_id, ${alias}.number, ${alias}.kind, ${alias}.logged_at, ${alias}.body`;

export interface RecordRow {
  readonly id: string;
  readonly case_id: string;
  readonly number: number;
  readonly kind: string;
  readonly logged_at: string;
  readonly body: Buffer;
}
/** The same, opened. */
export interface Met extends RecordRow {
  readonly case: CaseId;
  readonly content: IndicatorBody;
}
/** A side with its row; `facts` only where it is audible. */
export interface Side {
  readonly hitId: string;
  readonly case: CaseId;
  readonly own: Met;
  readonly other: Met;
  readonly side: "holder" | "asker";
  readonly facts?: SideFacts;
}

/**
 * Finds and writes what one record meets. The cases are locked in the order of their ids before the meetings are read
 * again, so of two records that meet each other at the same time one finds the pair written.
 */
export function correlate(session: Session): Stores["hits"]["correlate"] {
  const { query, keys } = session;
  return async (indicatorId, now) => {
    const others = await query<{ own: string; other: string }>(
      `${meeting} select distinct i.case_id as own, o.case_id as other ${meetings}`,
      [indicatorId, now],
    );
    if (others.length === 0) return [];
    const ids = [...new Set(others.flatMap((row) => [row.own, row.other]))].map(caseId);
    const counters = await hitCounters(session, ids);
    const [own] = await query<RecordRow>(`select ${recordOf("i")} from liaison.indicator i where i.id = $1`, [indicatorId]);
    const met = await query<RecordRow>(
      `${meeting} select distinct on (o.id) ${recordOf("o")} ${meetings} and o.case_id = any($3::uuid[]) order by o.id`,
      [indicatorId, now, ids],
    );
    if (own === undefined || met.length === 0) return [];
    const scope = await keys.cases(ids, query);
    const mine = openRecord(scope, own);
    const heard = await notifiedBefore(session, [mine.id, ...met.map(({ id }) => id)]);
    const theirs = met.map((row) => openRecord(scope, row)).toSorted((a, b) => byTelling(telling(mine, a), telling(mine, b)));
    const sides = theirs.flatMap((record) => bothSides(mine, record, now, { counters, heard }));
    await writeSides(session, sides, now);
    return tell(session, sides);
  };
}

/** Locks cases in the order of their ids; the number that the next hit of each gets. */
export async function hitCounters({ query }: Session, ids: readonly CaseId[]): Promise<Map<CaseId, number>> {
  const rows = await query<{ id: string; next_hit: number }>(
    "select id, next_hit from liaison.case_file where id = any($1::uuid[]) order by id for no key update",
    [ids],
  );
  return new Map(rows.map((row) => [caseId(row.id), row.next_hit]));
}

/** Opens a record under its own case's key. */
export function openRecord(scope: (of: CaseId) => ScopeKey, row: RecordRow): Met {
  const of = caseId(row.case_id);
  return { ...row, case: of, content: indicatorBody(scope(of), row.id, row.body) };
}

/** What the record of one case has to tell of the other. */
export const telling = (own: Met, other: Met): Telling => ({
  silent: other.content.codes.share === "silent",
  same: own.kind === other.kind && own.content.value === other.content.value,
  discloses: discloses(other.content.codes, false),
});

/** A pair as each of its cases sees it; audible sides take the next number from `counters`. */
export function bothSides(
  mine: Met,
  theirs: Met,
  at: Date,
  { counters, heard }: { readonly counters: Map<CaseId, number>; readonly heard: Notified },
): readonly Side[] {
  const hitId = uuidv7();
  const first = timestamp(mine.logged_at).getTime() - timestamp(theirs.logged_at).getTime() || (mine.id < theirs.id ? -1 : 1);
  const holder = first < 0 ? mine : theirs;
  return [
    { own: mine, other: theirs },
    { own: theirs, other: mine },
  ].map(({ own, other }): Side => {
    const side = own === holder ? "holder" : "asker";
    const tells = telling(own, other);
    const { same } = tells;
    const told = isTold(tells, heard.has(own.id, other.case));
    const number = counters.get(own.case) ?? 1;
    if (told) {
      counters.set(own.case, number + 1);
      heard.add(own.id, other.case);
    }
    const record = { number: own.number, kind: own.kind, codes: own.content.codes, withdrawn: false };
    const facts = { number, own: record, side, same, at, other: other.content, otherWithdrawn: false } as const;
    return { hitId, case: own.case, own, other, side, ...(told && { facts }) };
  });
}

/** Writes pairs with their sides, which stand two by two, and moves the counters on. */
export async function writeSides({ query }: Session, sides: readonly Side[], now: Date): Promise<void> {
  const hits = sides.filter((_, index) => index % 2 === 0);
  const cases = new Map<CaseId, number>();
  for (const { case: of, facts } of sides) if (facts !== undefined) cases.set(of, (cases.get(of) ?? 0) + 1);
  await query(
    `with counted as (update liaison.case_file c set next_hit = c.next_hit + n.more from unnest($1::uuid[], $2::int[]) n(id, more) where c.id = n.id),
       pairs as (insert into liaison.hit (id, first_id, second_id, same, at)
         select id, least(own, other), greatest(own, other), same, $6 from unnest($3::uuid[], $4::uuid[], $5::uuid[], $7::boolean[]) h(id, own, other, same))
     insert into liaison.hit_side (hit_id, case_id, number, own_id, other_id, side)
     select * from unnest($8::uuid[], $9::uuid[], $10::int[], $11::uuid[], $12::uuid[], $13::text[])`,
    [
      [...cases.keys()],
      [...cases.values()],
      hits.map((side) => side.hitId),
      hits.map((side) => side.own.id),
      hits.map((side) => side.other.id),
      now,
      hits.map(({ own, other }) => own.kind === other.kind && own.content.value === other.content.value),
      sides.map((side) => side.hitId),
      sides.map((side) => side.case),
      sides.map((side) => side.facts?.number ?? null),
      sides.map((side) => side.own.id),
      sides.map((side) => side.other.id),
      sides.map((side) => side.side),
    ],
  );
}

async function tell(session: Session, sides: readonly Side[]): ReturnType<Stores["hits"]["correlate"]> {
  const audible = sides.flatMap((side) => (side.facts === undefined ? [] : [{ case: side.case, facts: side.facts }]));
  const countries = await countriesOf(
    audible.filter(({ facts }) => disclosedCodes(facts) !== undefined).map(({ facts }) => facts.other.by),
    session,
  );
  return audible.map(({ case: of, facts }) => {
    const codes = disclosedCodes(facts);
    return { case: of, hit: hitLine(facts, countries), ...(codes && { codes }) };
  });
}
