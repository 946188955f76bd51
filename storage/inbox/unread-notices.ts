import { sql } from "kysely";
import type { Origin } from "#domain/notices/message.ts";
import type { UnreadNotice } from "#domain/notices/plain.ts";
import type { RoomId, UserId } from "#domain/primitives/ids.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import type { Unread } from "../index.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";

/** After a sentence, further messages of the same kind are counted for so long. */
const pauseMs = 10 * 60_000;

interface Body {
  readonly room: RoomId;
  readonly sender: UserId;
  readonly notice: UnreadNotice;
  /** The last of them. */
  readonly origin: Origin;
}
const cell = (key: Buffer) => ({ table: "liaison.unread_notice", column: "body", row: key.toString("hex") });

const put = prepared(({ key, until, body }: { key: Buffer; until: Date; body: Buffer }) =>
  db
    .insertInto("unread_notice")
    .values({ notice_key: key, until, body })
    .onConflict((known) => known.column("notice_key").doUpdateSet({ body: (eb) => eb.ref("excluded.body") }))
    // how PostgreSQL marks a row that was there before
    .returning(sql<boolean>`xmax = 0`.as("first")),
);
const count = prepared(({ key, event }: { key: Buffer; event: string }) =>
  db.updateTable("inbox").set({ notice_key: key }).where("event_id", "=", event),
);
const isDue = prepared(({ now }: { now: Date }) => db.selectFrom("unread_notice").select("notice_key").where("until", "<=", now).limit(1));
const due = prepared(({ now }: { now: Date }) =>
  db
    .selectFrom("unread_notice as n")
    .select(["n.notice_key", "n.body"])
    .select(({ selectFrom }) =>
      selectFrom("inbox as i")
        .select(({ fn }) => fn.countAll<string>().as("count"))
        .whereRef("i.notice_key", "=", "n.notice_key")
        .as("more"),
    )
    .where("n.until", "<=", now)
    .forUpdate("n"),
);
const forget = prepared(({ key }: { key: Buffer }) => db.deleteFrom("unread_notice").where("notice_key", "=", key));
const told = prepared(({ key, until }: { key: Buffer; until: Date }) =>
  db
    .with("counted", (q) => q.updateTable("inbox").set({ notice_key: null }).where("notice_key", "=", key))
    .updateTable("unread_notice")
    .set({ until })
    .where("notice_key", "=", key),
);

/** What somebody is told of messages of his that could not be taken: one sentence of a kind in ten minutes. */
export const unreadNotices = ({ query, keys }: Session): Unread => ({
  async unread({ eventId, room, sender, notice, origin }, now) {
    const key = keys.keyed("unread notice", room, sender, JSON.stringify(notice));
    const body = sealJson(keys.coordination, cell(key), { room, sender, notice, origin } satisfies Body);
    const [row] = await query(put({ key, until: new Date(now.getTime() + pauseMs), body }));
    if (row?.first !== true) await query(count({ key, event: eventId }));
    return row?.first === true;
  },
  async hasUnreadDue(now) {
    return (await query(isDue({ now }))).length > 0;
  },
  async takeUnreadDue(now) {
    const rows = await query(due({ now }));
    for (const { notice_key: key, more } of rows)
      await query(more === "0" ? forget({ key }) : told({ key, until: new Date(now.getTime() + pauseMs) }));
    return rows.flatMap(({ notice_key: key, body, more }) =>
      more === "0" ? [] : [{ ...openJson<Body>(keys.coordination, cell(key), body), more: Number(more) }],
    );
  },
});
