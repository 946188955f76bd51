import { defineJob } from "./engine/define.ts";

/** Calls those whose task is due, in their case's room. */
export const remindTask = defineJob({
  job: "remind-task",
  attempts: 5,
  backoffMs: 1_000,
  needs: ["tasks"],
  async run(reminder, { tasks }, now) {
    const due = await tasks.remind(reminder, now);
    if (due === undefined) return [];
    const { kind, task, persons, zone } = due;
    const notice = { type: "task-reminder", kind, task, zone, codes: task.codes } as const;
    return [{ to: { case: task.case }, notice, ...(persons.length > 0 && { mentions: persons }) }];
  },
});
