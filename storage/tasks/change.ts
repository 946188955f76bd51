import type { CaseId } from "#domain/primitives/ids.ts";
import { numberOf } from "#domain/primitives/ref.ts";
import type { TaskLine } from "#domain/tasks/line.ts";
import type { TaskState } from "#domain/tasks/task.ts";
import type { TaskChange, Tasks } from "../contract/tasks.ts";
import { db, type Row } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf } from "../engine/values.ts";
import type { Doing } from "../index.ts";
import { remindNoMore, remindOf } from "./reminders.ts";
import { forKey, sealTask, type TaskBody, type TaskSelected, taskBody, taskLine, taskRef, taskRows } from "./row.ts";

const held = prepared(({ of, numbers }: { of: CaseId; numbers: readonly number[] }) =>
  taskRows.where("t.case_id", "=", of).where("t.number", "=", anyOf(numbers)).orderBy("t.number").forNoKeyUpdate("t"),
);
const rewrite = prepared((task: Row<"task", "id" | "state" | "due_at" | "for_key" | "body">) =>
  db.updateTable("task").set({ state: task.state, due_at: task.due_at, for_key: task.for_key, body: task.body }).where("id", "=", task.id),
);

/** A task's row as it shall be. */
interface Next {
  readonly state: TaskState;
  readonly dueAt: Date | null;
  readonly body: TaskBody;
}

/** Ends tasks, opens them again, gives them to somebody, moves their date; and their reminders with it. */
export const taskChange =
  (session: Session): Tasks["change"] =>
  async (of, refs, change, { by, now }) => {
    const { query, keys } = session;
    const asked = [...new Set(refs.map(numberOf))];
    const rows = await query(held({ of, numbers: asked.filter((number) => number > 0 && number < 2 ** 31) }));
    const key = await keys.case(of, query);
    const known = new Map(rows.map((row) => [row.number, row]));
    const changed: TaskLine[] = [];
    const before: TaskLine[] = [];
    const refused: TaskLine[] = [];
    for (const number of asked) {
      const row = known.get(number);
      if (row === undefined) continue;
      if (!fits(row, change)) {
        refused.push(taskLine(key, row));
        continue;
      }
      const next = after(row, taskBody(key, row), change, { by, now });
      const body = sealTask(key, row.id, next.body);
      await query(
        rewrite({
          id: row.id,
          state: next.state,
          due_at: next.dueAt,
          for_key: next.body.for === undefined ? null : forKey(keys, next.body.for),
          body,
        }),
      );
      if (reschedules(change)) {
        await remindNoMore(session, [row.id], now);
        if (next.state === "open" && next.dueAt !== null) await remindOf(session, row.id, next.dueAt, now);
      }
      before.push(taskLine(key, row));
      changed.push(taskLine(key, { ...row, state: next.state, due_at: next.dueAt, body }));
    }
    return { changed, before, refused, unknown: asked.filter((number) => !known.has(number)).map(taskRef) };
  };

const fits = (row: TaskSelected, change: TaskChange): boolean =>
  "to" in change && change.to === "open" ? row.state !== "open" : row.state === "open";
const reschedules = (change: TaskChange): boolean => "to" in change || change.due !== undefined;

function after(row: TaskSelected, body: TaskBody, change: TaskChange, { by, now }: Doing): Next {
  const { due_at: dueAt } = row;
  if (!("to" in change))
    return {
      state: row.state,
      dueAt: change.due ?? dueAt,
      body: { ...body, ...(change.for && { for: change.for }) },
    };
  const { ended: _ended, ...rest } = body;
  if (change.to === "open") return { state: "open", dueAt, body: rest };
  return { state: change.to, dueAt, body: { ...rest, ended: { by, at: now, ...(change.note !== undefined && { note: change.note }) } } };
}
