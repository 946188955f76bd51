import { raisesHits } from "#domain/hits/match.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import type { Warned } from "#domain/indicators/warning.ts";
import type { CaseId } from "#domain/primitives/ids.ts";
import type { JobName } from "#domain/work.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { indexKeyVersion, matchValues } from "./match-rows.ts";

/** Records that other cases shall meet or hear of: the work is done after the grace, in which it can be taken back. */
export async function oweAfterGrace({ query, graceMs }: Session, job: JobName, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await query(
    "insert into liaison.work (id, job, subject, due_at) select id, $3, subject, $4 from unnest($1::uuid[], $2::uuid[]) w(id, subject)",
    [ids.map(() => uuidv7()), ids, job, new Date(now.getTime() + graceMs)],
  );
}

/** Other cases meet these records no more; what met stays. */
export async function unmatch({ query }: Session, ids: readonly string[]): Promise<void> {
  await query("delete from liaison.match_row where indicator_id = any($1::uuid[])", [ids]);
}

/** Other cases meet these records again, but for those on a warning list. */
export async function rematch(
  session: Session,
  of: CaseId,
  records: readonly { readonly id: string; readonly indicator: Indicator }[],
  warned: Warned,
  now: Date,
): Promise<void> {
  const meeting = records.filter(({ indicator }) => raisesHits({ withdrawn: false, refuted: false, warned: warned(indicator) }));
  const rows = meeting.flatMap(({ id, indicator }) => matchValues(session.keys, indicator).map((match) => ({ ...match, id })));
  await session.query(
    `insert into liaison.match_row (match_key, role, indicator_id, case_id, key_version)
     select key, role, id, $4, $5 from unnest($1::bytea[], $2::int[], $3::uuid[]) m(key, role, id) on conflict do nothing`,
    [rows.map(({ key }) => key), rows.map(({ role }) => role), rows.map(({ id }) => id), of, indexKeyVersion],
  );
  const ids = meeting.map(({ id }) => id);
  await oweAfterGrace(session, "correlate", ids, now);
  await oweAfterGrace(session, "hear", ids, now);
}
