import type { CaseId } from "#domain/primitives/ids.ts";
import { numberOf } from "#domain/primitives/ref.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf, rowsOf } from "../engine/values.ts";
import type { Stores } from "../index.ts";
import { indicatorList } from "./list.ts";
import { indicatorLog } from "./log.ts";
import { indicatorBody, recordColumns, recordLine, recordRef, sealWithdrawal } from "./row.ts";
import { numbersOf } from "./selected.ts";

interface Numbered {
  readonly of: CaseId;
  readonly numbers: readonly number[];
}
const numbered = prepared(({ of, numbers }: Numbered) =>
  db.selectFrom("indicator").select(recordColumns).where("case_id", "=", of).where("number", "=", anyOf(numbers)),
);
const bodies = prepared(({ of, numbers }: Numbered) =>
  db.selectFrom("indicator").select(["id", "number", "body"]).where("case_id", "=", of).where("number", "=", anyOf(numbers)),
);
const held = prepared(({ of, numbers }: Numbered) =>
  db
    .selectFrom("indicator")
    .select(["id", "number", "state", "body"])
    .where("case_id", "=", of)
    .where("number", "=", anyOf(numbers))
    .orderBy("id")
    .forNoKeyUpdate(),
);
const withdraw = prepared(({ ids, withdrawals }: { ids: readonly string[]; withdrawals: readonly Buffer[] }) =>
  db
    .with("unmatched", (q) => q.deleteFrom("match_row").where("indicator_id", "=", anyOf(ids)))
    .updateTable("indicator as i")
    .from(rowsOf("w", { id: ["uuid", ids], withdrawal: ["bytea", withdrawals] }))
    .set({ state: "withdrawn", withdrawal: (eb) => eb.ref("w.withdrawal") })
    .whereRef("i.id", "=", "w.id"),
);

/** The records of a case. */
export function indicators(session: Session): Stores["indicators"] {
  const { query, keys } = session;
  return {
    log: indicatorLog(session),
    async find(of, ref) {
      const [row] = await query(numbered({ of, numbers: numbersOf([ref]) }));
      return row && recordLine(await keys.case(of, query), row);
    },
    async codes(of, refs) {
      const rows = await query(bodies({ of, numbers: numbersOf(refs) }));
      // a case that is gone has no key either
      if (rows.length === 0) return new Map();
      const key = await keys.case(of, query);
      return new Map(rows.map(({ id, number, body }) => [recordRef(number), indicatorBody(key, id, body).codes]));
    },
    list: indicatorList(session),
    async withdraw(of, refs, reason, { by, now }) {
      const rows = await query(held({ of, numbers: numbersOf(refs) }));
      const states = new Map(rows.map((row) => [row.number, row]));
      const live = rows.filter((row) => row.state === "live");
      const key = await keys.case(of, query);
      if (live.length > 0)
        await query(
          withdraw({
            ids: live.map((row) => row.id),
            withdrawals: live.map((row) => sealWithdrawal(key, row.id, { by, at: now, reason })),
          }),
        );
      const asked = [...new Set(refs.map(numberOf))];
      const refsWith = (fits: (state: string | undefined) => boolean) =>
        asked.filter((number) => fits(states.get(number)?.state)).map(recordRef);
      return {
        foreign: live.flatMap((row) => {
          const { by: provider } = indicatorBody(key, row.id, row.body);
          return provider === by ? [] : [{ ref: recordRef(row.number), provider }];
        }),
        withdrawn: refsWith((state) => state === "live"),
        already: refsWith((state) => state === "withdrawn" || state === "spilled"),
        unknown: refsWith((state) => state === undefined),
      };
    },
  };
}
