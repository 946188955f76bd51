import type { NotifiedBefore } from "#domain/hits/notification.ts";
import type { Session } from "../engine/session.ts";

/** With which cases each of these records has a hit that was told, of a record that still counts. */
export async function notifiedBefore({ query }: Session, recordIds: readonly string[]): Promise<NotifiedBefore> {
  const rows = await query<{ own_id: string; case_id: string }>(
    `select distinct s.own_id, o.case_id from liaison.hit_side s join liaison.indicator o on o.id = s.other_id
     where s.own_id = any($1::uuid[]) and s.number is not null and o.state = 'live'`,
    [recordIds],
  );
  const keys = new Set(rows.map((row) => `${row.own_id} ${row.case_id}`));
  return (recordId, other) => keys.has(`${recordId} ${other}`);
}
