import { sql } from "kysely";
import { inCharge, presentMembers } from "#domain/cases/members.ts";
import { caseId, type UserId } from "#domain/primitives/ids.ts";
import type { TaskLine } from "#domain/tasks/line.ts";
import { belongsTo, overtaken, type ReminderKind, reminders } from "#domain/tasks/task.ts";
import type { JobName } from "#domain/work.ts";
import { caseMembers } from "../cases/members.ts";
import type { DueReminder, Tasks } from "../contract/tasks.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { anyOf, rowsOf } from "../engine/values.ts";
import { roster } from "../people/officers.ts";
import { taskLines, taskRows } from "./row.ts";

interface Scheduled {
  readonly task: string;
  readonly works: readonly string[];
  readonly ids: readonly string[];
  readonly kinds: readonly ReminderKind[];
  readonly at: readonly Date[];
}
const scheduleAll = prepared(({ task, works, ids, kinds, at }: Scheduled) =>
  db
    .with("scheduled", (q) =>
      q
        .insertInto("work")
        .columns(["id", "job", "subject", "due_at"])
        .expression(
          db
            .selectFrom(rowsOf("w", { work: ["uuid", works], id: ["uuid", ids], at: ["timestamptz", at] }))
            .select(["w.work", sql<JobName>`'remind-task'`.as("job"), "w.id", "w.at"]),
        ),
    )
    .insertInto("task_reminder")
    .columns(["id", "task_id", "kind"])
    .expression(
      db
        .selectFrom(rowsOf("r", { id: ["uuid", ids], kind: ["text", kinds] }))
        .select(["r.id", sql<string>`${task}::uuid`.as("task_id"), "r.kind"]),
    ),
);
const dropWork = prepared(({ tasks, now }: { tasks: readonly string[]; now: Date }) =>
  db
    .updateTable("work")
    .set({ done_at: now })
    .where("job", "=", "remind-task")
    .where("done_at", "is", null)
    .where("parked", "=", false)
    .where("subject", "in", (eb) =>
      eb.selectFrom("task_reminder").select("task_reminder.id").where("task_id", "=", anyOf(tasks)).where("said_at", "is", null),
    ),
);
const drop = prepared(({ tasks }: { tasks: readonly string[] }) =>
  db.deleteFrom("task_reminder").where("task_id", "=", anyOf(tasks)).where("said_at", "is", null),
);
const take = prepared(({ id, now }: { id: string; now: Date }) =>
  db.updateTable("task_reminder").set({ said_at: now }).where("id", "=", id).where("said_at", "is", null).returning(["task_id", "kind"]),
);
const openTask = prepared(({ id }: { id: string }) =>
  taskRows.where("t.id", "=", id).where("t.state", "=", "open").where("c.state", "=", "open"),
);

/** What a task that is due then reminds of from now on. */
export async function remindOf({ query, touched }: Session, taskId: string, dueAt: Date, now: Date): Promise<void> {
  const scheduled = reminders(dueAt, now).map((reminder) => ({ ...reminder, id: uuidv7(), work: uuidv7() }));
  if (scheduled.length === 0) return;
  touched.add("work");
  await query(
    scheduleAll({
      task: taskId,
      works: scheduled.map((one) => one.work),
      ids: scheduled.map((one) => one.id),
      kinds: scheduled.map((one) => one.kind),
      at: scheduled.map((one) => one.at),
    }),
  );
}

/** These tasks remind no more. The work first, as the job takes them, so that the two never wait for each other. */
export async function remindNoMore({ query }: Session, taskIds: readonly string[], now: Date): Promise<void> {
  await query(dropWork({ tasks: taskIds, now }));
  await query(drop({ tasks: taskIds }));
}

/** Takes one reminder, once. */
export const remind =
  (session: Session): Tasks["remind"] =>
  async (reminder, now) => {
    const [taken] = await session.query(take({ id: reminder, now }));
    if (taken === undefined) return undefined;
    const rows = await session.query(openTask({ id: taken.task_id }));
    const [task] = await taskLines(session, rows);
    const { kind } = taken;
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
