import { sql } from "kysely";
import type { CaseId } from "#domain/primitives/ids.ts";
import { nextNumber } from "../cases/numbering.ts";
import type { Tasks } from "../contract/tasks.ts";
import { db, type Row } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { anyOf } from "../engine/values.ts";
import { taskChange } from "./change.ts";
import { remind, remindOf } from "./reminders.ts";
import { forKey, sealTask, taskLine, taskLines, taskRows } from "./row.ts";

const count = prepared(({ of }: { of: CaseId }) => nextNumber(of, "next_task").returning(["year as case_year", "number as case_number"]));
const put = prepared((task: Row<"task">) =>
  db.insertInto("task").values({
    id: task.id,
    case_id: task.case_id,
    number: task.number,
    state: task.state,
    made_at: task.made_at,
    due_at: task.due_at,
    for_key: task.for_key,
    body: task.body,
  }),
);
const listed = taskRows.select(sql<number>`(count(*) over ())::int`.as("total"));
const ofCase = prepared(({ of, ended, most }: { of: CaseId; ended: boolean; most: number }) =>
  listed
    .where("t.case_id", "=", of)
    .where((eb) => eb.or([eb("t.state", "=", "open"), sql<boolean>`${ended}`]))
    .orderBy((eb) => eb("t.state", "=", "open"), "desc")
    .orderBy("t.due_at", (due) => due.asc().nullsLast())
    .orderBy("t.number")
    .limit(most),
);
interface Whose {
  readonly userKey: Buffer;
  readonly forKeys: readonly Buffer[];
  readonly now: Date;
  readonly most: number;
}
const open = prepared(({ userKey, forKeys, now, most }: Whose) =>
  listed
    .innerJoin("case_member as m", (join) =>
      join
        .onRef("m.case_id", "=", "t.case_id")
        .on("m.user_key", "=", userKey)
        .on((eb) => eb.or([eb("m.until", "is", null), eb("m.until", ">", now)])),
    )
    .where("t.for_key", "=", anyOf(forKeys))
    .where("t.state", "=", "open")
    .where("c.state", "=", "open")
    .orderBy("t.due_at", (due) => due.asc().nullsLast())
    .orderBy("t.case_id")
    .orderBy("t.number")
    .limit(most),
);

/** The tasks of cases, numbered per case. */
export function tasks(session: Session): Tasks {
  const { query, keys } = session;
  return {
    change: taskChange(session),
    remind: remind(session),
    async add(of, { due, ...content }, by, now) {
      const key = await keys.case(of, query);
      const [counter] = await query(count({ of }));
      if (counter === undefined) throw new Error("a task of a case that does not exist");
      const id = uuidv7();
      const task = {
        id,
        case_id: of,
        number: counter.number,
        state: "open",
        made_at: now,
        due_at: due ?? null,
        for_key: content.for === undefined ? null : forKey(keys, content.for),
        body: sealTask(key, id, { ...content, by }),
      } as const;
      await query(put(task));
      if (due !== undefined) await remindOf(session, id, due, now);
      return taskLine(key, { ...counter, ...task });
    },
    async list(of, { ended, most }) {
      const rows = await query(ofCase({ of, ended, most }));
      return { tasks: await taskLines(session, rows), total: rows[0]?.total ?? 0 };
    },
    async mine({ userId, country }, most, now) {
      const whose = [{ officer: userId }, ...(country === undefined ? [] : [{ country }])];
      const forKeys = whose.map((one) => forKey(keys, one));
      const rows = await query(open({ userKey: keys.keyed("user", userId), forKeys, now, most }));
      return { tasks: await taskLines(session, rows), total: rows[0]?.total ?? 0 };
    },
  };
}
