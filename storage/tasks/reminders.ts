import { inCharge, presentMembers } from "#domain/cases/members.ts";
import { caseId, type UserId } from "#domain/primitives/ids.ts";
import type { TaskLine } from "#domain/tasks/line.ts";
import { belongsTo, overtaken, type ReminderKind, reminders } from "#domain/tasks/task.ts";
import { caseMembers } from "../cases/members.ts";
import type { DueReminder, Tasks } from "../contract/tasks.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { roster } from "../people/officers.ts";
import { type TaskSelected, taskColumns, taskLines } from "./row.ts";

/** What a task that is due then reminds of from now on. */
export async function remindOf({ query }: Session, taskId: string, dueAt: Date, now: Date): Promise<void> {
  const owed = reminders(dueAt, now).map((reminder) => ({ ...reminder, id: uuidv7(), work: uuidv7() }));
  if (owed.length === 0) return;
  await query(
    `with owed as (insert into liaison.work (id, job, subject, due_at)
       select work, 'remind-task', id, at from unnest($2::uuid[], $3::uuid[], $5::timestamptz[]) w(work, id, at))
     insert into liaison.task_reminder (id, task_id, kind) select id, $1, kind from unnest($3::uuid[], $4::text[]) r(id, kind)`,
    [taskId, owed.map((one) => one.work), owed.map((one) => one.id), owed.map((one) => one.kind), owed.map((one) => one.at)],
  );
}

/** These tasks remind no more. The work first, as the job takes them, so that the two never wait for each other. */
export async function remindNoMore({ query }: Session, taskIds: readonly string[], now: Date): Promise<void> {
  await query(
    `update liaison.work set done_at = $2 where job = 'remind-task' and done_at is null and not parked
       and subject in (select id from liaison.task_reminder where task_id = any($1::uuid[]) and said_at is null)`,
    [taskIds, now],
  );
  await query("delete from liaison.task_reminder where task_id = any($1::uuid[]) and said_at is null", [taskIds]);
}

/** Takes one reminder, once. */
export const remind =
  (session: Session): Tasks["remind"] =>
  async (reminder, now) => {
    const [taken] = await session.query<{ task_id: string; kind: string }>(
      "update liaison.task_reminder set said_at = $2 where id = $1 and said_at is null returning task_id, kind",
      [reminder, now],
    );
    if (taken === undefined) return undefined;
    const rows = await session.query<TaskSelected>(
      `select ${taskColumns} from liaison.task t join liaison.case_file c on c.id = t.case_id
       where t.id = $1 and t.state = 'open' and c.state = 'open'`,
      [taken.task_id],
    );
    const [task] = await taskLines(session, rows);
    // only `remindOf` writes this column
    const kind = taken.kind as ReminderKind;
    if (task?.due === undefined || overtaken(kind, task.due, now)) return undefined;
    return { kind, task, ...(await persons(session, task, now)) };
  };

async function persons(session: Session, task: TaskLine, now: Date): Promise<Pick<DueReminder, "persons" | "zone">> {
  const members = await caseMembers(session).members(caseId(task.case));
  const whose = task.for;
  const own = whose === undefined ? [] : presentMembers(members, now).filter((one) => belongsTo(whose, one));
  const found = own.length > 0 ? own : inCharge(members, now);
  const [first] = found;
  const zone = first === undefined ? undefined : (await roster(session).find(first.userId))?.zone;
  return { persons: found.map(({ userId }): UserId => userId), zone: zone ?? "UTC" };
}
