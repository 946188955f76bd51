import type { Codes } from "#domain/codes/codes.ts";
import type { CaseId, CaseRef, Ref, UserId } from "#domain/primitives/ids.ts";
import type { Assignee, TaskState } from "#domain/tasks/task.ts";

/** A task as its case sees it. */
export interface TaskLine {
  readonly case: CaseId;
  readonly caseRef: CaseRef;
  readonly ref: Ref<"TASK">;
  readonly text: string;
  /** The case's defaults when it was added. */
  readonly codes: Codes;
  /** Absent: nobody's, whoever takes it. */
  readonly for?: Assignee;
  readonly due?: Date;
  readonly state: TaskState;
  readonly madeBy: UserId;
  readonly madeAt: Date;
  readonly ended?: { readonly by: UserId; readonly at: Date; readonly note?: string };
}
