import { sql } from "kysely";
import { matchOf } from "#domain/hits/match.ts";
import { type CaseId, caseId } from "#domain/primitives/ids.ts";
import { caseRef } from "../cases/case-file.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf, rowsOf } from "../engine/values.ts";
import type { Lifecycle } from "../index.ts";
import { matchValues } from "../indicators/match-rows.ts";
import { indicatorBody, recordRef } from "../indicators/row.ts";

const casesOf = prepared(({ userKey, now }: { userKey: Buffer; now: Date }) =>
  db
    .selectFrom("case_member")
    .select("case_id")
    .where("user_key", "=", userKey)
    .where((eb) => eb.or([eb("until", "is", null), eb("until", ">", now)])),
);
interface Sought {
  readonly cases: readonly CaseId[];
  /** The value's own key in each of the cases. */
  readonly valueKeys: readonly Buffer[];
  readonly matchKeys: readonly Buffer[];
  readonly roles: readonly number[];
  readonly most: number;
}
/** By the value's own key as well: what is on a warning list or refuted has no match rows. */
const found = prepared(({ cases, valueKeys, matchKeys, roles, most }: Sought) =>
  db
    .with(
      (met) => met("met").materialized(),
      (q) =>
        q
          .selectFrom(rowsOf("m", { key: ["bytea", matchKeys], role: ["int", roles] }))
          .innerJoin("match_row as n", (join) =>
            join.onRef("n.match_key", "=", "m.key").on((eb) => eb.or([eb("n.role", "=", 0), eb("m.role", "=", 0)])),
          )
          .select("n.indicator_id")
          .where("n.case_id", "=", anyOf(cases))
          .union(
            q
              .selectFrom(rowsOf("v", { case_id: ["uuid", cases], key: ["bytea", valueKeys] }))
              .innerJoin("indicator as i", (join) => join.onRef("i.case_id", "=", "v.case_id").onRef("i.value_key", "=", "v.key"))
              .select("i.id as indicator_id")
              .where("i.state", "=", "live"),
          ),
    )
    .selectFrom("met")
    .innerJoin("indicator as i", "i.id", "met.indicator_id")
    .innerJoin("case_file as c", "c.id", "i.case_id")
    .select(["i.id", "i.case_id", "i.number", "i.kind", "i.logged_at", "i.body", "c.year", "c.number as case_number"])
    .where("i.state", "=", "live")
    .orderBy("i.logged_at", "desc")
    .orderBy("i.id", "desc")
    .limit(most),
);
const searches = prepared(({ actorKey, since }: { actorKey: Buffer; since: Date }) =>
  db
    .selectFrom("audit_entry")
    .select([sql<number>`count(*)::int`.as("count"), sql<Date | null>`min(at)`.as("first")])
    .where("actor_key", "=", actorKey)
    .where("action", "=", "ioc find")
    .where("at", ">", since)
    .where("outcome", "=", "done"),
);

/** Over the officer's own cases, by keyed hashes: no record of another case is ever looked at. */
export const indicatorSearch = ({ query, keys }: Session): Pick<Lifecycle, "search" | "searches"> => ({
  async search(officer, sought, most, now) {
    const own = await query(casesOf({ userKey: keys.keyed("user", officer), now }));
    const cases = own.map((row) => caseId(row.case_id));
    const matches = matchValues(keys, sought);
    const rows = await query(
      found({
        cases,
        valueKeys: cases.map((of) => keys.keyed("indicator", of, sought.kind, sought.value)),
        matchKeys: matches.map(({ key }) => key),
        roles: matches.map(({ role }) => role),
        most,
      }),
    );
    const scope = await keys.cases([...new Set(rows.map((row) => caseId(row.case_id)))], query);
    return rows.map((row) => {
      const of = caseId(row.case_id);
      const { value, codes } = indicatorBody(scope(of), row.id, row.body);
      const indicator = { kind: row.kind, value };
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
    const [row] = await query(searches({ actorKey: keys.keyed("user", officer), since }));
    return { count: row?.count ?? 0, ...(row?.first && { first: row.first }) };
  },
});
