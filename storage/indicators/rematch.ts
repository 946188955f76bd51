import { sql } from "kysely";
import { raisesHits } from "#domain/hits/match.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import type { Warned } from "#domain/indicators/warning.ts";
import type { CaseId } from "#domain/primitives/ids.ts";
import type { JobName } from "#domain/work.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { anyOf, rowsOf } from "../engine/values.ts";
import { indexKeyVersion, matchValues } from "./match-rows.ts";

interface Scheduled {
  readonly ids: readonly string[];
  readonly subjects: readonly string[];
  readonly job: JobName;
  readonly dueAt: Date;
}
const scheduleAll = prepared(({ ids, subjects, job, dueAt }: Scheduled) =>
  db
    .insertInto("work")
    .columns(["id", "job", "subject", "due_at"])
    .expression(
      db
        .selectFrom(rowsOf("w", { id: ["uuid", ids], subject: ["uuid", subjects] }))
        .select(["w.id", sql<JobName>`${job}::text`.as("job"), "w.subject", sql<Date>`${dueAt}::timestamptz`.as("due_at")]),
    ),
);
const forget = prepared(({ ids }: { ids: readonly string[] }) => db.deleteFrom("match_row").where("indicator_id", "=", anyOf(ids)));
interface Matches {
  readonly matchKeys: readonly Buffer[];
  readonly roles: readonly number[];
  readonly ids: readonly string[];
  readonly of: CaseId;
}
const put = prepared(({ matchKeys, roles, ids, of }: Matches) =>
  db
    .insertInto("match_row")
    .columns(["match_key", "role", "indicator_id", "case_id", "key_version"])
    .expression(
      db
        .selectFrom(rowsOf("m", { key: ["bytea", matchKeys], role: ["int", roles], id: ["uuid", ids] }))
        .select((eb) => ["m.key", "m.role", "m.id", sql<string>`${of}::uuid`.as("case_id"), eb.lit(indexKeyVersion).as("key_version")]),
    )
    .onConflict((known) => known.doNothing()),
);

/** Records that other cases shall meet or hear of: the work is done after the grace, in which it can be taken back. */
export async function scheduleAfterGrace(
  { query, graceMs, touched }: Session,
  job: JobName,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  if (ids.length === 0) return;
  touched.add("work");
  await query(scheduleAll({ ids: ids.map(() => uuidv7()), subjects: ids, job, dueAt: new Date(now.getTime() + graceMs) }));
}

/** Other cases meet these records no more; what met stays. */
export async function unmatch({ query }: Session, ids: readonly string[]): Promise<void> {
  await query(forget({ ids }));
}

/** Other cases meet these records again, but for those on a warning list. */
export async function rematch(
  session: Session,
  of: CaseId,
  records: readonly { readonly id: string; readonly indicator: Indicator }[],
  { warned, now }: { warned: Warned; now: Date },
): Promise<void> {
  const meeting = records.filter(({ indicator }) => raisesHits({ withdrawn: false, refuted: false, warned: warned(indicator) }));
  const rows = meeting.flatMap(({ id, indicator }) => matchValues(session.keys, indicator).map((match) => ({ ...match, id })));
  await session.query(
    put({ matchKeys: rows.map(({ key }) => key), roles: rows.map(({ role }) => role), ids: rows.map(({ id }) => id), of }),
  );
  const ids = meeting.map(({ id }) => id);
  await scheduleAfterGrace(session, "correlate", ids, now);
  await scheduleAfterGrace(session, "announce", ids, now);
}

const takeUp = prepared(({ id, ripeAt }: { id: string; ripeAt: Date }) =>
  db.updateTable("indicator").set({ state: "live", withdrawal: null, ripe_at: ripeAt }).where("id", "=", id),
);

/** It counts again, and meets the other cases after the grace. */
export async function revive(
  session: Session,
  of: CaseId,
  record: { readonly id: string; readonly indicator: Indicator },
  { warned, now }: { readonly warned: Warned; readonly now: Date },
): Promise<void> {
  await session.query(takeUp({ id: record.id, ripeAt: new Date(now.getTime() + session.graceMs) }));
  await rematch(session, of, [record], { warned, now });
}
