import type { Tasks } from "../contract/tasks.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { taskChange } from "./change.ts";
import { remind, remindOf } from "./reminders.ts";
import { forKey, sealTask, soonestFirst, type TaskSelected, taskColumns, taskLine, taskLines } from "./row.ts";

type Listed = TaskSelected & { readonly total: number };
const from = "from liaison.task t join liaison.case_file c on c.id = t.case_id";

/** The tasks of cases, numbered per case. */
export function tasks(session: Session): Tasks {
  const { query, keys } = session;
  return {
    change: taskChange(session),
    remind: remind(session),
    async add(of, { due, ...content }, by, now) {
      const key = await keys.case(of, query);
      // The case's row is locked until the commit, so what is rolled back leaves no gap.
      const [counter] = await query<{ number: number; case_year: number; case_number: number }>(
        `update liaison.case_file set next_task = next_task + 1 where id = $1
         returning next_task - 1 as number, year as case_year, number as case_number`,
        [of],
      );
      if (counter === undefined) throw new Error("a task of a case that does not exist");
      const id = uuidv7();
      const body = sealTask(key, id, { ...content, by });
      await query(
        `insert into liaison.task (id, case_id, number, state, made_at, due_at, for_key, body) values ($1, $2, $3, 'open', $4, $5, $6, $7)`,
        [id, of, counter.number, now, due ?? null, content.for === undefined ? null : forKey(keys, content.for), body],
      );
      if (due !== undefined) await remindOf(session, id, due, now);
      return taskLine(key, { ...counter, id, case_id: of, state: "open", made_at: now, due_at: due ?? null, body });
    },
    async list(of, { ended, most }) {
      const rows = await query<Listed>(
        `select ${taskColumns}, count(*) over ()::int as total ${from}
         where t.case_id = $1 and (t.state = 'open' or $2) order by (t.state = 'open') desc, ${soonestFirst} limit $3`,
        [of, ended, most],
      );
      return { tasks: await taskLines(session, rows), total: rows[0]?.total ?? 0 };
    },
    async mine({ userId, country }, most, now) {
      const whose = [{ officer: userId }, ...(country === undefined ? [] : [{ country }])];
      const rows = await query<Listed>(
        `select ${taskColumns}, count(*) over ()::int as total ${from}
         join liaison.case_member m on m.case_id = t.case_id and m.user_key = $1 and (m.until is null or m.until > $2)
         where t.for_key = any($3::bytea[]) and t.state = 'open' and c.state = 'open' order by ${soonestFirst} limit $4`,
        [keys.keyed("user", userId), now, whose.map((one) => forKey(keys, one)), most],
      );
      return { tasks: await taskLines(session, rows), total: rows[0]?.total ?? 0 };
    },
  };
}
