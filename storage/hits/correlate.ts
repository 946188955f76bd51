import { caseId } from "#domain/primitives/ids.ts";
import type { Session } from "../engine/session.ts";
import type { Stores } from "../index.ts";
import { auditDisclosures } from "./disclosed.ts";
import { hitLines } from "./line.ts";
import { notifiedBefore } from "./notified.ts";
import { factsOf, hitCounters, openRecord, type RecordRow, recordOf, writePairs } from "./sides.ts";

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
    const [row] = await query<RecordRow>(`select ${recordOf("i")} from liaison.indicator i where i.id = $1`, [indicatorId]);
    const met = await query<RecordRow>(
      `${meeting} select distinct on (o.id) ${recordOf("o")} ${meetings} and o.case_id = any($3::uuid[]) order by o.id`,
      [indicatorId, now, ids],
    );
    if (row === undefined || met.length === 0) return [];
    const scope = await keys.cases(ids, query);
    const own = openRecord(scope, row);
    const pairs = met.map((other) => ({ own, other: openRecord(scope, other) }));
    const before = await notifiedBefore(session, [own.id, ...met.map(({ id }) => id)]);
    const told = (await writePairs(session, pairs, { counters, before, now })).flatMap(({ number, ...side }) =>
      number === undefined ? [] : [{ case: side.own.case, facts: factsOf({ ...side, number }, now) }],
    );
    await auditDisclosures(session, told, now);
    const lines = await hitLines(
      told.map(({ facts }) => facts),
      session,
    );
    return lines.flatMap((hit, index) => {
      const side = told[index];
      return side === undefined ? [] : [{ case: side.case, hit }];
    });
  };
}
