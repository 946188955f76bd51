import { isAnnounced } from "#domain/hits/notification.ts";
import { type CaseId, caseId, type Ref } from "#domain/primitives/ids.ts";
import type { Session } from "../engine/session.ts";
import { indicatorBody } from "../indicators/row.ts";
import { hitRef } from "./line.ts";
import { notifiedBefore } from "./notified.ts";

interface UntoldRow {
  readonly hit_id: string;
  readonly case_id: string;
  readonly own_id: string;
  readonly own_state: string;
  readonly same: boolean;
  readonly other_case: string;
  readonly other_state: string;
  readonly refuted: boolean;
  readonly body: Buffer;
}

/**
 * Numbers the sides that did not hear of a record while it was silent, or joined another hit, if they are to hear of it now; once
 * each, as they have a number then. The cases are locked in the order of their ids, as for correlation.
 */
export async function announce(
  session: Session,
  indicatorId: string,
): Promise<readonly { readonly case: CaseId; readonly ref: Ref<"HIT"> }[]> {
  const { query, keys } = session;
  const counters = await query<{ id: string; next_hit: number }>(
    `select id, next_hit from liaison.case_file where id in (select case_id from liaison.hit_side where other_id = $1 and number is null)
     order by id for no key update`,
    [indicatorId],
  );
  const next = new Map(counters.map((row) => [row.id, row.next_hit]));
  const rows = await query<UntoldRow>(
    `select s.hit_id, s.case_id, s.own_id, h.same, i.state as own_state,
       o.case_id as other_case, o.state as other_state, o.refuted, o.body
     from liaison.hit_side s join liaison.hit h on h.id = s.hit_id
     join liaison.indicator o on o.id = s.other_id join liaison.indicator i on i.id = s.own_id
     where s.other_id = $1 and s.number is null and s.case_id = any($2::uuid[])
     order by s.hit_id`,
    [indicatorId, [...next.keys()]],
  );
  const [first] = rows;
  if (first === undefined) return [];
  const of = caseId(first.other_case);
  const key = await keys.case(of, query);
  const { codes } = indicatorBody(key, indicatorId, first.body);
  const other = { codes, withdrawn: first.other_state !== "live", refuted: first.refuted };
  const before = await notifiedBefore(
    session,
    rows.map((row) => row.own_id),
  );
  const announced = rows.filter(({ own_id, own_state, same }) =>
    isAnnounced({ own: { withdrawn: own_state !== "live" }, other, match: same ? "same" : "adjoining" }, before(own_id, of)),
  );
  if (announced.length === 0) return [];
  const told = announced.map((row) => {
    const number = next.get(row.case_id) ?? 1;
    next.set(row.case_id, number + 1);
    return { ...row, number };
  });
  await query(
    `with counted as (update liaison.case_file c set next_hit = n.next from unnest($1::uuid[], $2::int[]) n(id, next) where c.id = n.id)
     update liaison.hit_side s set number = t.number from unnest($3::uuid[], $4::uuid[], $5::int[]) t(hit_id, case_id, number)
     where s.hit_id = t.hit_id and s.case_id = t.case_id`,
    [[...next.keys()], [...next.values()], told.map((row) => row.hit_id), told.map((row) => row.case_id), told.map((row) => row.number)],
  );
  return told.map((row) => ({ case: caseId(row.case_id), ref: hitRef(row.number) }));
}
