import { discloses, learned } from "#domain/hits/disclosure.ts";
import { type CaseId, caseId } from "#domain/primitives/ids.ts";
import type { Span } from "#domain/primitives/ref.ts";
import type { Row } from "../database.ts";
import type { Session } from "../engine/session.ts";
import { indexKeyVersion } from "../indicators/match-rows.ts";
import { auditDisclosures } from "./disclosed.ts";
import { notifiedBefore } from "./notified.ts";
import { factsOf, hitCounters, openRecord, type RecordRow, recordOf, writePairs } from "./sides.ts";

/** Two records of different cases by our own ids. */
interface Pair {
  readonly own: string;
  readonly other: string;
  readonly other_case: string;
}
/** Hits that a case got at once, by their numbers. */
export interface MetRun extends Span {
  readonly case: CaseId;
  /** Of so many of them the other case has learned more than that there is one. */
  readonly gave: number;
}

/**
 * Finds and writes what the records of a case with these numbers meet: the same as one by one, in a handful of statements.
 * Returns the numbers that each case's audible sides got.
 */
export async function correlateRun(session: Session, of: CaseId, { first, last }: Span, now: Date): Promise<readonly MetRun[]> {
  const { query, keys } = session;
  // a thousand look-ups in an index are nothing; the planner would rather read whole tables
  await query("set local enable_seqscan = off");
  const found = await meetings(session, of, { first, last }, now);
  if (found.length === 0) return [];
  const ids = [of, ...new Set(found.map((pair) => caseId(pair.other_case)))];
  const counters = await hitCounters(session, ids);
  // read again under the locks: a pair that somebody else has written meanwhile, or a record withdrawn, is left out
  const still = await query<{ own: string; other: string }>(
    `select p.own, p.other from unnest($1::uuid[], $2::uuid[]) p(own, other)
       join liaison.indicator i on i.id = p.own join liaison.indicator o on o.id = p.other
     where i.state = 'live' and o.state = 'live' and o.ripe_at <= $3
       and not exists (select 1 from liaison.hit h where h.first_id = least(p.own, p.other) and h.second_id = greatest(p.own, p.other))
     order by i.number, p.other`,
    [found.map(({ own }) => own), found.map(({ other }) => other), now],
  );
  const scope = await keys.cases(ids, query);
  const rows = await query<RecordRow>(`select ${recordOf("i")} from liaison.indicator i where i.id = any($1::uuid[])`, [
    [...new Set(still.flatMap(({ own, other }) => [own, other]))],
  ]);
  const records = new Map(rows.map((row) => [row.id, openRecord(scope, row)]));
  const before = await notifiedBefore(session, [...records.keys()]);
  const pairs = still.flatMap((pair) => {
    const [own, other] = [records.get(pair.own), records.get(pair.other)];
    return own === undefined || other === undefined ? [] : [{ own, other }];
  });
  const told = (await writePairs(session, pairs, { counters, before, now })).filter(({ notified }) => notified);
  const numbered = told.flatMap(({ number, ...side }) =>
    number === undefined ? [] : [{ case: side.own.case, facts: factsOf({ ...side, number }, now) }],
  );
  await auditDisclosures(session, numbered, now);
  return [...Map.groupBy(told, ({ own }) => own.case)].map(([id, sides]): MetRun => {
    const first = counters.get(id) ?? 1;
    return { case: id, first, last: first + sides.length - 1, gave: sides.filter(({ own }) => discloses(learned(own))).length };
  });
}

type MatchKey = Row<"match_row", "match_key" | "role" | "indicator_id">;

/** By look-ups of the keys: a planner that does not know the tables yet would go through all of them instead. */
async function meetings({ query }: Session, of: CaseId, { first, last }: Span, now: Date): Promise<readonly Pair[]> {
  const ids = await query<Row<"indicator", "id">>(
    "select id from liaison.indicator where case_id = $1 and number between $2 and $3 and state = 'live' and ripe_at <= $4",
    [of, first, last, now],
  );
  const own = await query<MatchKey>(
    "select match_key, role, indicator_id from liaison.match_row where indicator_id = any($1::uuid[]) and key_version = $2",
    [ids.map(({ id }) => id), indexKeyVersion],
  );
  const keysOf = (role: number) => [
    ...new Map(own.filter((row) => row.role === role).map(({ match_key }) => [match_key.toString("hex"), match_key])).values(),
  ];
  const columns = "n.match_key, n.role, n.indicator_id, n.case_id as other_case";
  // a parent meets only what is itself: two that lie under one name have nothing to do with each other
  const met = await query<MatchKey & { readonly other_case: string }>(
    `select ${columns} from liaison.match_row n where n.match_key = any($1) and n.case_id <> $3 and n.key_version = $4
     union all select ${columns} from liaison.match_row n where n.match_key = any($2) and n.role = 0 and n.case_id <> $3 and n.key_version = $4`,
    [keysOf(0), keysOf(1), of, indexKeyVersion],
  );
  const mine = Map.groupBy(own, ({ match_key }) => match_key.toString("hex"));
  const found = new Map<string, Pair>();
  for (const { match_key, role, indicator_id: other, other_case } of met)
    for (const { indicator_id, role: ours } of mine.get(match_key.toString("hex")) ?? [])
      if (ours === 0 || role === 0) found.set(`${indicator_id} ${other}`, { own: indicator_id, other, other_case });
  return [...found.values()];
}
