import type { TaskNotice } from "#domain/notices/tasks.ts";
import { anna, bruno } from "../stores.ts";
import { at, canary, codes, task, tasks } from "./parts.ts";
import type { Samples } from "./samples.ts";

export const taskSamples: Samples<TaskNotice> = {
  "task-list": { type: "task-list", all: false, total: 1, now: at, ...tasks },
  "task-mine": { type: "task-mine", total: 1, now: at, ...tasks },
  "task-reminder": { type: "task-reminder", kind: "due", task, zone: "UTC", codes },
  "task-saved": { type: "task-saved", task, zone: "UTC", codes },
  "tasks-assigned": { type: "tasks-assigned", by: anna, ...tasks },
  "tasks-changed": { type: "tasks-changed", how: "taken", ...tasks },
  "tasks-ended": { type: "tasks-ended", how: "done", refs: ["TASK-1"], already: [], note: canary, codes },
  "tasks-gone": { type: "tasks-gone", how: "taken", by: anna, ...tasks },
  "tasks-left": { type: "tasks-left", userId: bruno, ...tasks },
};
