import type { Work } from "#domain/work.ts";
import type { Row } from "../database.ts";
import type { WorkItem, WorkList } from "../index.ts";
import type { Session } from "./session.ts";
import { uuidv7 } from "./uuid.ts";

const open = "done_at is null and not parked";
const columns = "id, job, subject, attempts";
type Item = Row<"work", "id" | "job" | "subject" | "attempts">;
const workItem = ({ id, job, subject, attempts }: Item): WorkItem => ({ id, work: { job, subject }, attempts });

/** The truth about what is scheduled; the queue only wakes workers. */
export const workList = ({ query, send }: Session): WorkList => ({
  async due(now, most, but = []) {
    return query<Row<"work", "id" | "job" | "attempts">>(
      `select id, job, attempts from liaison.work where ${open} and due_at <= $1 and id <> all($3::uuid[]) order by due_at, id limit $2`,
      [now, most, but],
    );
  },
  async nextDue(now) {
    const [row] = await query<Row<"work", "due_at">>(
      `select due_at from liaison.work where ${open} and due_at > $1 order by due_at limit 1`,
      [now],
    );
    return row?.due_at;
  },
  async take(id, now) {
    const [row] = await query<Item>(
      `select ${columns} from liaison.work where id = $1 and ${open} and due_at <= $2 for update skip locked`,
      [id, now],
    );
    return row && workItem(row);
  },
  async takeAll(ids, now) {
    const rows = await query<Item>(
      `select ${columns} from liaison.work where id = any($1::uuid[]) and ${open} and due_at <= $2 order by due_at, id for update skip locked`,
      [ids, now],
    );
    return rows.map(workItem);
  },
  async begin(id, now, { kinds, most } = { kinds: [], most: 0 }) {
    // Who has it now is waited for, as whoever offered it would only offer it again; the others are free to be left to others.
    const rows = await query<Item>(
      `with first as materialized (select * from liaison.work where id = $1 for update),
         beside as materialized (select w.id from liaison.work w, first f
           where w.done_at is null and not w.parked and w.due_at <= $2 and (w.due_at, w.id) > (f.due_at, f.id) and w.attempts = 0 and w.job = f.job
             and f.job = any($3::text[]) and (f.attempts = 0 or f.done_at is not null)
           order by w.due_at, w.id limit $4 for update of w skip locked)
       update liaison.work set attempts = attempts + 1
       where id in (select id from first union all select id from beside) and ${open} and due_at <= $2 returning ${columns}`,
      [id, now, kinds, most],
    );
    return rows.map(workItem);
  },
  async done(ids, now) {
    send("update liaison.work set done_at = $2 where id = any($1::uuid[])", [ids, now]);
  },
  async failed(id, next) {
    if (next === "parked") await query("update liaison.work set parked = true where id = $1", [id]);
    else await query("update liaison.work set due_at = $2 where id = $1", [id, next.at]);
  },
});

/** Schedules the work of a row, or moves what is scheduled already to another time. */
export async function schedule({ query, touched }: Session, work: Work, dueAt: Date): Promise<void> {
  touched.add("work");
  const moved = await query(`update liaison.work set due_at = $3, attempts = 0 where job = $1 and subject = $2 and ${open} returning 1`, [
    work.job,
    work.subject,
    dueAt,
  ]);
  if (moved.length > 0) return;
  await query("insert into liaison.work (id, job, subject, due_at) values ($1, $2, $3, $4)", [uuidv7(), work.job, work.subject, dueAt]);
}

/** This work of the row is no longer to be done. */
export async function unschedule({ query }: Session, work: Work, now: Date): Promise<void> {
  await query(`update liaison.work set done_at = $3 where job = $1 and subject = $2 and ${open}`, [work.job, work.subject, now]);
}
