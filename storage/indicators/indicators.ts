import { numberOf } from "#domain/primitives/ref.ts";
import type { Session } from "../engine/session.ts";
import type { Stores } from "../index.ts";
import { indicatorList } from "./list.ts";
import { indicatorLog } from "./log.ts";
import { type RecordSelected, recordColumns, recordLine, recordRef, sealWithdrawal } from "./row.ts";
import { numbersOf } from "./selected.ts";

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
    list: indicatorList(session),
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
          [live.map((row) => row.id), live.map((row) => sealWithdrawal(key, row.id, { by, at: now, reason }))],
        );
      const asked = [...new Set(refs.map(numberOf))];
      const refsWith = (fits: (state: string | undefined) => boolean) =>
        asked.filter((number) => fits(states.get(number)?.state)).map(recordRef);
      return {
        withdrawn: refsWith((state) => state === "live"),
        already: refsWith((state) => state === "withdrawn" || state === "spilled"),
        unknown: refsWith((state) => state === undefined),
      };
    },
  };
}
