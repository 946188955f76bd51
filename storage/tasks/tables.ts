import { defineEntity } from "@mikro-orm/postgresql";
import type { ReminderKind, TaskState } from "#domain/tasks/task.ts";
import { flat, keyed, sealed } from "../sealing/columns.ts";

/** One reminder of a task; the work that says it has its id as subject, so that a date that was moved has others. */
export const TaskReminder = defineEntity({
  name: "TaskReminder",
  schema: "liaison",
  tableName: "task_reminder",
  properties: {
    id: flat.uuid().primary(),
    taskId: flat.uuid(),
    kind: flat.text<ReminderKind>(),
    /** When it was said, or left unsaid for good. */
    saidAt: flat.time().nullable(),
  },
});

/** A task of a case. */
export const TaskRow = defineEntity({
  name: "TaskRow",
  schema: "liaison",
  tableName: "task",
  properties: {
    id: flat.uuid().primary(),
    caseId: flat.uuid(),
    number: flat.integer(),
    state: flat.text<TaskState>(),
    madeAt: flat.time(),
    dueAt: flat.time().nullable(),
    /** Whose task it is: an officer's or a desk's. */
    forKey: keyed().nullable(),
    body: sealed(),
  },
});
