import { codeMs } from "#domain/confirm-code.ts";
import { caseId, type EventId } from "#domain/primitives/ids.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import type { ReceivedFiles } from "../contract/received-files.ts";
import { db, type Row } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { schedule, unschedule } from "../engine/work.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";

type About = Omit<ReceivedFile, "bytes">;

const cell = (column: "about" | "body", id: string) => ({ table: "liaison.received_file", column, row: id });
/** A code that was typed at the last moment is still on its way. */
const slackMs = 60_000;

const put = prepared((file: Row<"received_file">) =>
  db.insertInto("received_file").values({
    id: file.id,
    event_id: file.event_id,
    case_id: file.case_id,
    expires_at: file.expires_at,
    about: file.about,
    body: file.body,
  }),
);
const take = prepared(({ event }: { event: EventId }) =>
  db.deleteFrom("received_file").where("event_id", "=", event).returning(["id", "case_id", "about", "body"]),
);
const drop = prepared(({ event }: { event: EventId }) => db.deleteFrom("received_file").where("event_id", "=", event).returning("id"));
const expire = prepared(({ id, now }: { id: string; now: Date }) =>
  db.deleteFrom("received_file").where("id", "=", id).where("expires_at", "<=", now),
);

export const receivedFiles = (session: Session): ReceivedFiles => {
  const { query, keys } = session;
  const work = (id: string) => ({ job: "drop-file", subject: id }) as const;
  return {
    async keep({ bytes, ...about }, event, of, now) {
      const id = uuidv7();
      const key = of === undefined ? keys.coordination : await keys.case(of, query);
      const until = new Date(now.getTime() + codeMs + slackMs);
      await query(
        put({
          id,
          event_id: event,
          case_id: of ?? null,
          expires_at: until,
          about: sealJson(key, cell("about", id), about satisfies About),
          body: key.seal(cell("body", id), bytes),
        }),
      );
      await schedule(session, work(id), until);
    },
    async take(event, now) {
      const [row] = await query(take({ event }));
      if (row === undefined) return undefined;
      await unschedule(session, work(row.id), now);
      const key = row.case_id === null ? keys.coordination : await keys.case(caseId(row.case_id), query);
      return { ...openJson<About>(key, cell("about", row.id), row.about), bytes: key.open(cell("body", row.id), row.body) };
    },
    async drop(event: EventId, now) {
      const [row] = await query(drop({ event }));
      if (row !== undefined) await unschedule(session, work(row.id), now);
    },
    async expire(id, now) {
      await query(expire({ id, now }));
    },
  };
};
