import type { Ref } from "#domain/ids.ts";
import type { Stores } from "./index.ts";
import { indicatorLog, tagKey } from "./indicator-log.ts";
import { indicatorCell, numberOf, type RecordSelected, recordColumns, recordLine, recordRef } from "./indicator-row.ts";
import { sealJson } from "./sealed.ts";
import type { Session } from "./session.ts";

/** Numbers that fit the column; others belong to no record. */
const numbersOf = (refs: readonly Ref<"IOC">[]): readonly number[] =>
  [...new Set(refs.map(numberOf))].filter((number) => number > 0 && number < 2 ** 31);

/** The records of a case. */
export function indicators(session: Session): Stores["indicators"] {
  const { query, keys } = session;
  return {
    log: indicatorLog(session),
    async find(of, ref) {
      const [row] = await query<RecordSelected>(`select ${recordColumns} from liaison.indicator where case_id = $1 and number = any($2)`, [
        of,
        numbersOf([ref]),
      ]);
      return row && recordLine(await keys.case(of, query), row);
    },
    async list(of, { kind, tag, since, most }) {
      const where = `case_id = $1 and state = 'live' and ($2::text is null or kind = $2) and ($3::timestamptz is null or logged_at >= $3)
        and ($4::bytea is null or exists (select 1 from liaison.indicator_tag t where t.indicator_id = i.id and t.tag_key = $4))`;
      const [rows, key] = [
        await query<RecordSelected & { readonly total: number }>(
          `select ${recordColumns}, (select count(*)::int from liaison.indicator i where ${where}) as total
           from liaison.indicator i where ${where} order by number desc limit $5`,
          [of, kind ?? null, since ?? null, tag === undefined ? null : tagKey(keys, of, tag), most],
        ),
        await keys.case(of, query),
      ];
      return { records: rows.map((row) => recordLine(key, row)), total: rows[0]?.total ?? 0 };
    },
    async withdraw(of, refs, reason, by, now) {
      const rows = await query<{ id: string; number: number; state: string }>(
        "select id, number, state from liaison.indicator where case_id = $1 and number = any($2) order by id for no key update",
        [of, numbersOf(refs)],
      );
      const states = new Map(rows.map((row) => [row.number, row]));
      const live = rows.filter((row) => row.state === "live");
      const key = await keys.case(of, query);
      if (live.length > 0)
        await query(
          `with unmatched as (delete from liaison.match_row where indicator_id = any($1::uuid[]))
           update liaison.indicator i set state = 'withdrawn', withdrawal = w.withdrawal
           from unnest($1::uuid[], $2::bytea[]) w(id, withdrawal) where i.id = w.id`,
          [live.map((row) => row.id), live.map((row) => sealJson(key, indicatorCell("withdrawal", row.id), { by, at: now, reason }))],
        );
      const asked = [...new Set(refs.map(numberOf))];
      const refsWith = (state: string | undefined) => asked.filter((number) => states.get(number)?.state === state).map(recordRef);
      return { withdrawn: refsWith("live"), already: refsWith("withdrawn"), unknown: refsWith(undefined) };
    },
  };
}
