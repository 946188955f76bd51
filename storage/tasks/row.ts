import type { Codes } from "#domain/codes/codes.ts";
import { type CaseId, caseId, type Ref, type UserId } from "#domain/primitives/ids.ts";
import type { TaskLine } from "#domain/tasks/line.ts";
import type { Assignee } from "#domain/tasks/task.ts";
import { caseRef } from "../cases/case-file.ts";
import { db, type Row } from "../database.ts";
import type { Session } from "../engine/session.ts";
import { openJson, type ScopeKey, sealJson } from "../sealing/sealed.ts";

/** What only the case's key opens. */
export interface TaskBody {
  readonly text: string;
  readonly codes: Codes;
  readonly for?: Assignee;
  readonly by: UserId;
  readonly ended?: { readonly by: UserId; readonly at: Date; readonly note?: string };
}

/** Tasks with what `taskLine` reads of them and of their cases. */
export const taskRows = db
  .selectFrom("task as t")
  .innerJoin("case_file as c", "c.id", "t.case_id")
  .select([
    "t.id",
    "t.case_id",
    "t.number",
    "t.state",
    "t.made_at",
    "t.due_at",
    "t.body",
    "c.year as case_year",
    "c.number as case_number",
  ]);
export type TaskSelected = Row<"task", "id" | "case_id" | "number" | "state" | "made_at" | "due_at" | "body"> & {
  readonly case_year: number;
  readonly case_number: number;
};

const cell = (row: string) => ({ table: "liaison.task", column: "body", row });
/** Seals a task's body under its case's key. */
export const sealTask = (key: ScopeKey, id: string, body: TaskBody): Buffer => sealJson(key, cell(id), body);
/** Opens a task's body. */
export const taskBody = (key: ScopeKey, row: Pick<TaskSelected, "id" | "body">): TaskBody =>
  openJson<TaskBody>(key, cell(row.id), row.body);
/** What people type and read. */
export const taskRef = (number: number): Ref<"TASK"> => `TASK-${number}`;

/** How an assignee is looked up. */
export const forKey = (keys: Session["keys"], whose: Assignee): Buffer =>
  "officer" in whose ? keys.keyed("task of officer", whose.officer) : keys.keyed("task of desk", whose.country);

/** A task as its case sees it. */
export function taskLine(key: ScopeKey, row: TaskSelected): TaskLine {
  const { by, ...body } = taskBody(key, row);
  return {
    case: caseId(row.case_id),
    caseRef: caseRef({ year: row.case_year, number: row.case_number }),
    ref: taskRef(row.number),
    ...body,
    ...(row.due_at !== null && { due: row.due_at }),
    state: row.state,
    madeBy: by,
    madeAt: row.made_at,
  };
}

/** Tasks of one case or of several. */
export async function taskLines({ keys, query }: Session, rows: readonly TaskSelected[]): Promise<readonly TaskLine[]> {
  const scope = await keys.cases([...new Set(rows.map((row): CaseId => caseId(row.case_id)))], query);
  return rows.map((row) => taskLine(scope(caseId(row.case_id)), row));
}
