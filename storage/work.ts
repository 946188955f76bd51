import { defineEntity } from "@mikro-orm/postgresql";
import type { Work } from "#domain/notice.ts";
import { flat } from "./columns.ts";
import type { WorkItem, WorkList } from "./index.ts";
import { instant } from "./instant.ts";
import type { Session } from "./session.ts";

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

/** Only aggregates write work, so that the job is one of ours. */
const workOf = (subject: string): Work => ({ job: "correlate", indicatorId: subject });
const open = "done_at is null and not parked";

/** The truth about what is owed; the queue only wakes workers. */
export const workList = ({ query }: Session): WorkList => ({
  async due(now, most) {
    const rows = await query<{ id: string }>(`select id from liaison.work where ${open} and due_at <= $1 order by due_at, id limit $2`, [
      now,
      most,
    ]);
    return rows.map((row) => row.id);
  },
  async nextDue(now) {
    const [row] = await query<{ due_at: string }>(`select due_at from liaison.work where ${open} and due_at > $1 order by due_at limit 1`, [
      now,
    ]);
    return row && instant(row.due_at);
  },
  async take(id) {
    const [row] = await query<{ subject: string; attempts: number }>(
      `select subject, attempts from liaison.work where id = $1 and ${open} for update skip locked`,
      [id],
    );
    return row && ({ id, work: workOf(row.subject), attempts: row.attempts } satisfies WorkItem);
  },
  async begin(id) {
    const [row] = await query<{ attempts: number }>("update liaison.work set attempts = attempts + 1 where id = $1 returning attempts", [
      id,
    ]);
    if (row === undefined) throw new Error("work that does not exist was begun");
    return row.attempts;
  },
  async done(id, now) {
    await query("update liaison.work set done_at = $2 where id = $1", [id, now]);
  },
  async failed(id, next) {
    if (next === "parked") await query("update liaison.work set parked = true where id = $1", [id]);
    else await query("update liaison.work set due_at = $2 where id = $1", [id, next.at]);
  },
});
