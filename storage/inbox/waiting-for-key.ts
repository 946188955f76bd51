import { type NotNull, sql } from "kysely";
import type { EventId } from "#domain/primitives/ids.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf } from "../engine/values.ts";
import type { Inbox } from "../index.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";
import { inboxCell, inboxColumns, inboxItem } from "./row.ts";

interface Wait {
  readonly session: string;
  readonly reason: string;
  /** Absent in rows of the first release. */
  readonly told?: boolean;
}

interface Waiting {
  readonly event: EventId;
  readonly sessionKey: Buffer;
  readonly retryAt: Date;
  readonly wait: Buffer;
  readonly retries: number | null;
}
const wait = prepared((given: Waiting) =>
  db
    .updateTable("inbox")
    .set((eb) => ({
      state: "waiting-key",
      session_key: given.sessionKey,
      retry_at: given.retryAt,
      wait: given.wait,
      retries: eb("retries", "+", 1),
      attempts: 0,
    }))
    .where("event_id", "=", given.event)
    .where("ended_at", "is", null)
    .where("retries", "=", sql<number>`coalesce(${given.retries}::int, retries)`)
    .returning("event_id"),
);
const waiting = db
  .selectFrom("inbox")
  .select([...inboxColumns, "wait", "retries"])
  .where("state", "=", "waiting-key")
  .orderBy("seq")
  .$narrowType<{ body: NotNull; wait: NotNull }>();
const all = prepared(() => waiting);
const due = prepared(({ now }: { now: Date }) => waiting.where("retry_at", "<=", now));
const ofSessions = prepared(({ sessionKeys }: { sessionKeys: readonly Buffer[] }) => waiting.where("session_key", "=", anyOf(sessionKeys)));
const notice = prepared(({ key }: { key: Buffer }) =>
  db
    .insertInto("key_notice")
    .values({ notice_key: key })
    .onConflict((known) => known.doNothing())
    .returning("notice_key"),
);
const done = prepared(({ event, roomKey }: { event: EventId; roomKey: Buffer }) =>
  db.selectFrom("inbox").select("event_id").where("event_id", "=", event).where("room_key", "=", roomKey).where("state", "=", "done"),
);

/** Events whose key is not here yet. */
export const inboxWaiting = ({ query, keys }: Session): Pick<Inbox, "waitForKey" | "waiting" | "noticeOnce" | "wasDone"> => ({
  async waitForKey(event, { session, reason, retryAt, told = false, retries = null }) {
    const written = await query(
      wait({
        event,
        sessionKey: keys.keyed("session", session),
        retryAt,
        wait: sealJson(keys.coordination, inboxCell("wait", event), { session, reason, told } satisfies Wait),
        retries,
      }),
    );
    return written.length > 0;
  },
  async waiting(filter) {
    const statement =
      filter === "all"
        ? all()
        : "due" in filter
          ? due({ now: filter.due })
          : ofSessions({ sessionKeys: filter.sessions.map((session) => keys.keyed("session", session)) });
    const rows = await query(statement);
    return rows.map((row) => {
      const { told = false, ...wait } = openJson<Wait>(keys.coordination, inboxCell("wait", row.event_id), row.wait);
      return { ...inboxItem(keys.coordination, row), ...wait, told, retries: row.retries };
    });
  },
  async wasDone(event, room) {
    return (await query(done({ event, roomKey: keys.keyed("room", room) }))).length > 0;
  },
  async noticeOnce(sender, session) {
    const rows = await query(notice({ key: keys.keyed("notice", sender, session) }));
    return rows.length > 0;
  },
});
