import type { CaseId } from "#domain/primitives/ids.ts";
import type { Session } from "../engine/session.ts";

/** Of which cases each record has a hit: what it adjoins there more is not told. */
export interface Notified {
  has(ownId: string, other: CaseId): boolean;
  add(ownId: string, other: CaseId): void;
}

/** What these records have heard of so far; what was withdrawn since then does not count. */
export async function notifiedBefore({ query }: Session, recordIds: readonly string[]): Promise<Notified> {
  const rows = await query<{ own_id: string; case_id: CaseId }>(
    `select distinct s.own_id, o.case_id from liaison.hit_side s join liaison.indicator o on o.id = s.other_id
     where s.own_id = any($1::uuid[]) and s.number is not null and o.state = 'live'`,
    [recordIds],
  );
  const keys = new Set(rows.map((row) => `${row.own_id} ${row.case_id}`));
  return {
    has: (ownId, other) => keys.has(`${ownId} ${other}`),
    add: (ownId, other) => void keys.add(`${ownId} ${other}`),
  };
}
