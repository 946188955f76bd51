import { matchOf } from "#domain/hits/match.ts";
import { type CaseId, caseId } from "#domain/primitives/ids.ts";
import { caseRef } from "../cases/case-file.ts";
import type { Session } from "../engine/session.ts";
import type { IndicatorLife } from "../index.ts";
import { matchValues } from "../indicators/match-rows.ts";
import { asKind, indicatorBody, recordRef } from "../indicators/row.ts";
import { type RecordRow, recordOf } from "./sides.ts";

interface FoundRow extends RecordRow {
  readonly year: number;
  readonly case_number: number;
}

/** Over the officer's own cases, by keyed hashes: no record of another case is ever looked at. */
export const indicatorSearch = ({ query, keys }: Session): Pick<IndicatorLife, "search" | "searches"> => ({
  async search(officer, sought, most, now) {
    const own = await query<{ case_id: string }>(
      "select case_id from liaison.case_member where user_key = $1 and (until is null or until > $2)",
      [keys.keyed("user", officer), now],
    );
    const cases: readonly CaseId[] = own.map((row) => caseId(row.case_id));
    const matches = matchValues(keys, sought);
    // the value's own key as well: what is on a warning list or refuted has no match rows
    const rows = await query<FoundRow>(
      `with met as materialized (select distinct n.indicator_id from unnest($3::bytea[], $4::int[]) m(key, role)
         join liaison.match_row n on n.match_key = m.key and (n.role = 0 or m.role = 0) where n.case_id = any($1::uuid[])
         union select i.id from unnest($1::uuid[], $2::bytea[]) v(case_id, key)
         join liaison.indicator i on i.case_id = v.case_id and i.value_key = v.key and i.state = 'live')
       select ${recordOf("i")}, c.year, c.number as case_number
       from met join liaison.indicator i on i.id = met.indicator_id join liaison.case_file c on c.id = i.case_id
       where i.state = 'live' order by i.logged_at desc, i.id desc limit $5`,
      [
        cases,
        cases.map((of) => keys.keyed("indicator", of, sought.kind, sought.value)),
        matches.map(({ key }) => key),
        matches.map(({ role }) => role),
        most,
      ],
    );
    const scope = await keys.cases([...new Set(rows.map((row) => caseId(row.case_id)))], query);
    return rows.map((row) => {
      const of = caseId(row.case_id);
      const { value, codes } = indicatorBody(scope(of), row.id, row.body);
      const indicator = { kind: asKind(row.kind), value };
      return {
        case: of,
        caseRef: caseRef({ year: row.year, number: row.case_number }),
        ref: recordRef(row.number),
        indicator,
        codes,
        loggedAt: row.logged_at,
        match: matchOf(indicator, sought),
      };
    });
  },
  async searches(officer, since) {
    const [row] = await query<{ count: number; first: Date | null }>(
      `select count(*)::int as count, min(at) as first from liaison.audit_entry
       where actor_key = $1 and action = 'ioc find' and at > $2 and outcome = 'done'`,
      [keys.keyed("user", officer), since],
    );
    return { count: row?.count ?? 0, ...(row?.first && { first: row.first }) };
  },
});
