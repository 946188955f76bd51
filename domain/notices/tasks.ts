import type { Codes } from "#domain/codes/codes.ts";
import { earliest, hiddenIn, kept, nothing, type Policies, whenSaid } from "#domain/notices/define-policy.ts";
import type { Ref, UserId } from "#domain/primitives/ids.ts";
import type { TaskLine } from "#domain/tasks/line.ts";
import type { ReminderKind, TaskState } from "#domain/tasks/task.ts";

/** Dates are shown on a clock in `zone` (IANA) and in UTC; `codes` are the strictest of the tasks'. */
interface Shown {
  readonly zone: string;
  readonly codes: Codes;
}

export type TaskNotice =
  | ({ readonly type: "task-saved"; readonly task: TaskLine } & Shown)
  | ({ readonly type: "tasks-changed"; readonly how: "taken" | "changed" | "open again"; readonly lines: readonly TaskLine[] } & Shown)
  /** `already`: had ended before. */
  | {
      readonly type: "tasks-ended";
      readonly how: Exclude<TaskState, "open">;
      readonly refs: readonly Ref<"TASK">[];
      readonly already: readonly Ref<"TASK">[];
      readonly note?: string;
      readonly codes: Codes;
    }
  /** A call for those whose tasks they are now. */
  | ({ readonly type: "tasks-assigned"; readonly by: UserId; readonly lines: readonly TaskLine[] } & Shown)
  /** A call for those whose tasks somebody else has taken, given away or ended; `lines` as they were. */
  | ({
      readonly type: "tasks-gone";
      readonly how: "taken" | "given away" | Exclude<TaskState, "open">;
      readonly by: UserId;
      readonly lines: readonly TaskLine[];
    } & Shown)
  /** A call for whoever is in charge of the case: `userId` has left it, and these open tasks were theirs or their desk's. */
  | ({ readonly type: "tasks-left"; readonly userId: UserId; readonly lines: readonly TaskLine[] } & Shown)
  /** A call for those whose task it is, or for the leads if it is nobody's. */
  | ({ readonly type: "task-reminder"; readonly kind: ReminderKind; readonly task: TaskLine } & Shown)
  /** Of one case; `all`: ended ones too. `total` counts all that match, `hidden` those that somebody in the room may not hear. */
  | ({
      readonly type: "task-list";
      readonly all: boolean;
      readonly lines: readonly TaskLine[];
      readonly total: number;
      readonly hidden?: number;
      readonly now: Date;
    } & Shown)
  /** Of all cases of one officer. */
  | ({
      readonly type: "task-mine";
      readonly lines: readonly TaskLine[];
      readonly total: number;
      readonly hidden?: number;
      readonly now: Date;
    } & Shown);

/** One task, as old as its making. */
const made = {
  labelled: true,
  hears: "case",
  oldest: ({ task }: { readonly task: TaskLine }): Date => task.madeAt,
  shows: nothing,
} as const;
type WithLines = Extract<TaskNotice, { readonly lines: unknown }>;
/** Several, as old as the first of them. */
const several = {
  labelled: true,
  hears: "case",
  oldest: ({ lines }: WithLines, said: Date): Date =>
    earliest(
      said,
      lines.map(({ madeAt }) => madeAt),
    ),
  shows: nothing,
} as const;
const linesOf = ({ lines }: WithLines) => lines.map(({ case: of, codes, madeAt }) => ({ case: of, codes, at: madeAt }));

export const taskPolicies: Policies<TaskNotice> = {
  "task-saved": made,
  "tasks-changed": several,
  "tasks-ended": { labelled: true, hears: "case", oldest: whenSaid, shows: nothing },
  "tasks-assigned": several,
  "tasks-gone": several,
  "tasks-left": several,
  "task-reminder": made,
  "task-list": {
    ...several,
    lines: {
      of: linesOf,
      keep: (list, places) => ({ ...list, lines: kept(list.lines, places), hidden: hiddenIn(list, list.lines.length - places.size) }),
    },
  },
  "task-mine": {
    ...several,
    lines: {
      spans: true,
      of: linesOf,
      keep: (list, places) => ({ ...list, lines: kept(list.lines, places), hidden: hiddenIn(list, list.lines.length - places.size) }),
    },
  },
};
