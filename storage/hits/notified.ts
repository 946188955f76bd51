import type { NotifiedBefore } from "#domain/hits/notification.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf } from "../engine/values.ts";

const told = prepared(({ recordIds }: { recordIds: readonly string[] }) =>
  db
    .selectFrom("hit_side as s")
    .innerJoin("indicator as o", "o.id", "s.other_id")
    .select(["s.own_id", "o.case_id"])
    .distinct()
    .where("s.own_id", "=", anyOf(recordIds))
    .where("s.number", "is not", null)
    .where("o.state", "=", "live"),
);

/** With which cases each of these records has a hit that was told, of a record that still counts. */
export async function notifiedBefore({ query }: Session, recordIds: readonly string[]): Promise<NotifiedBefore> {
  const rows = await query(told({ recordIds }));
  const keys = new Set(rows.map((row) => `${row.own_id} ${row.case_id}`));
  return (recordId, other) => keys.has(`${recordId} ${other}`);
}
