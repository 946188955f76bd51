import { codeMs } from "#domain/confirm-code.ts";
import { caseId, type EventId } from "#domain/primitives/ids.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import type { ReceivedFiles } from "../contract/received-files.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { schedule, unschedule } from "../engine/work.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";

type About = Omit<ReceivedFile, "bytes">;

const cell = (column: "about" | "body", id: string) => ({ table: "liaison.received_file", column, row: id });
/** A code that was typed at the last moment is still on its way. */
const slackMs = 60_000;

export const receivedFiles = (session: Session): ReceivedFiles => {
  const { query, keys } = session;
  const work = (id: string) => ({ job: "drop-file", subject: id }) as const;
  return {
    async keep({ bytes, ...about }, event, of, now) {
      const id = uuidv7();
      const key = of === undefined ? keys.coordination : await keys.case(of, query);
      const until = new Date(now.getTime() + codeMs + slackMs);
      await query("insert into liaison.received_file (id, event_id, case_id, expires_at, about, body) values ($1, $2, $3, $4, $5, $6)", [
        id,
        event,
        of ?? null,
        until,
        sealJson(key, cell("about", id), about satisfies About),
        key.seal(cell("body", id), bytes),
      ]);
      await schedule(session, work(id), until);
    },
    async take(event, now) {
      const [row] = await query<{ id: string; case_id: string | null; about: Buffer; body: Buffer }>(
        "delete from liaison.received_file where event_id = $1 returning id, case_id, about, body",
        [event],
      );
      if (row === undefined) return undefined;
      await unschedule(session, work(row.id), now);
      const key = row.case_id === null ? keys.coordination : await keys.case(caseId(row.case_id), query);
      return { ...openJson<About>(key, cell("about", row.id), row.about), bytes: key.open(cell("body", row.id), row.body) };
    },
    async drop(event: EventId, now) {
      const [row] = await query<{ id: string }>("delete from liaison.received_file where event_id = $1 returning id", [event]);
      if (row !== undefined) await unschedule(session, work(row.id), now);
    },
    async expire(id, now) {
      await query("delete from liaison.received_file where id = $1 and expires_at <= $2", [id, now]);
    },
  };
};
