import { defineEntity } from "@mikro-orm/postgresql";
import type { JobName, Work } from "#domain/notice.ts";
import { flat } from "./columns.ts";
import type { WorkItem, WorkList } from "./index.ts";
import { instant } from "./instant.ts";
import type { Session } from "./session.ts";
import { uuidv7 } from "./uuid.ts";

/** Work that rows owe: ids only, so nothing is sealed. */
export const WorkRow = defineEntity({
  name: "WorkRow",
  schema: "liaison",
  tableName: "work",
  properties: {
    id: flat.uuid().primary(),
    job: flat.text(),
    /** Id of what the job is about. */
    subject: flat.uuid(),
    dueAt: flat.time(),
    attempts: flat.integer(),
    doneAt: flat.time().nullable(),
    parked: flat.flag(),
  },
});

const open = "done_at is null and not parked";

/** The truth about what is owed; the queue only wakes workers. */
export const workList = ({ query }: Session): WorkList => ({
  async due(now, most, but = []) {
    const rows = await query<{ id: string }>(
      `select id from liaison.work where ${open} and due_at <= $1 and id <> all($3::uuid[]) order by due_at, id limit $2`,
      [now, most, but],
    );
    return rows.map((row) => row.id);
  },
  async nextDue(now) {
    const [row] = await query<{ due_at: string }>(`select due_at from liaison.work where ${open} and due_at > $1 order by due_at limit 1`, [
      now,
    ]);
    return row && instant(row.due_at);
  },
  async take(id, now) {
    const [row] = await query<{ job: string; subject: string; attempts: number }>(
      `select job, subject, attempts from liaison.work where id = $1 and ${open} and due_at <= $2 for update skip locked`,
      [id, now],
    );
    // only aggregates write work, so the job is one of ours
    return row && ({ id, work: { job: row.job as JobName, subject: row.subject }, attempts: row.attempts } satisfies WorkItem);
  },
  async begin(id, now) {
    const [row] = await query<{ attempts: number }>(
      `update liaison.work set attempts = attempts + 1 where id = $1 and ${open} and due_at <= $2 returning attempts`,
      [id, now],
    );
    return row?.attempts;
  },
  async done(id, now) {
    await query("update liaison.work set done_at = $2 where id = $1", [id, now]);
  },
  async failed(id, next) {
    if (next === "parked") await query("update liaison.work set parked = true where id = $1", [id]);
    else await query("update liaison.work set due_at = $2 where id = $1", [id, next.at]);
  },
});

/** Writes down work that a row owes from now on, or moves what it owes already to another time. */
export async function owe({ query }: Session, work: Work, dueAt: Date): Promise<void> {
  const moved = await query(`update liaison.work set due_at = $3, attempts = 0 where job = $1 and subject = $2 and ${open} returning 1`, [
    work.job,
    work.subject,
    dueAt,
  ]);
  if (moved.length > 0) return;
  await query("insert into liaison.work (id, job, subject, due_at) values ($1, $2, $3, $4)", [uuidv7(), work.job, work.subject, dueAt]);
}

/** The row owes this work no more. */
export async function forgo({ query }: Session, work: Work, now: Date): Promise<void> {
  await query(`update liaison.work set done_at = $3 where job = $1 and subject = $2 and ${open}`, [work.job, work.subject, now]);
}
