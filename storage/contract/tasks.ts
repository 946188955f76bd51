import type { Codes } from "#domain/codes/codes.ts";
import type { CaseId, Ref, UserId } from "#domain/primitives/ids.ts";
import type { TaskLine } from "#domain/tasks/line.ts";
import type { Assignee, ReminderKind, TaskState } from "#domain/tasks/task.ts";
import type { Doing } from "./people.ts";

/** What becomes of tasks. Only open ones are ended, assigned or moved; only ended ones are opened again. */
export type TaskChange =
  | { readonly to: Exclude<TaskState, "open">; readonly note?: string }
  | { readonly to: "open" }
  | { readonly for?: Assignee; readonly due?: Date };

/** A reminder that is to be said now. */
export interface DueReminder {
  readonly kind: ReminderKind;
  readonly task: TaskLine;
  /** Whose task it is and who is a member of the case now; if there is none, whoever is in charge of the case. */
  readonly persons: readonly UserId[];
  /** Zone of the first of them. */
  readonly zone: string;
}

/** Tasks and their reminders, written together. */
export interface Tasks {
  add(
    of: CaseId,
    task: { readonly text: string; readonly codes: Codes; readonly for?: Assignee; readonly due?: Date },
    by: UserId,
    now: Date,
  ): Promise<TaskLine>;
  /** Soonest due first, those without a date last. `total` counts all that match. */
  list(
    of: CaseId,
    filter: { readonly ended: boolean; readonly most: number },
  ): Promise<{ readonly tasks: readonly TaskLine[]; readonly total: number }>;
  /** Open ones of the officer and of their country's desk, over all open cases of which they are a member now; in the same order. */
  mine(
    officer: { readonly userId: UserId; readonly country?: string },
    most: number,
    now: Date,
  ): Promise<{ readonly tasks: readonly TaskLine[]; readonly total: number }>;
  /** In the order of `refs`, each once; `before`: what the changed ones were; `refused` are those that are not in a state for it and stay as they are. */
  change(
    of: CaseId,
    refs: readonly Ref<"TASK">[],
    change: TaskChange,
    doing: Doing,
  ): Promise<{
    readonly changed: readonly TaskLine[];
    readonly before: readonly TaskLine[];
    readonly refused: readonly TaskLine[];
    readonly unknown: readonly Ref<"TASK">[];
  }>;
  /** Once for each reminder: undefined the second time, when its task has ended, and when a later one is due as well. */
  remind(reminder: string, now: Date): Promise<DueReminder | undefined>;
}
