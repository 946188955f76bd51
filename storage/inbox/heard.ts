import { type NotNull, sql } from "kysely";
import type { Origin } from "#domain/notices/message.ts";
import type { RoomId, UserId } from "#domain/primitives/ids.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import type { Heard, Inbox, PlaceInSession } from "../index.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";

/** So long a message may be on its way after one that was sent later: to a client it is a disturbance, to an officer no news. */
const patienceMs = 60_000;

interface Body {
  readonly room: RoomId;
  readonly sender: UserId;
  readonly origin: Origin;
}
const cell = (row: string) => ({ table: "liaison.message_gap", column: "body", row });

interface Mark {
  readonly event: string;
  readonly key: Buffer;
  readonly index: string | null;
  readonly authentic: boolean;
}
const mark = prepared(({ event, key, index, authentic }: Mark) =>
  db
    .updateTable("inbox")
    .set({ heard_key: key, heard_index: index, authentic, heard_upto: sql<string>`pg_sequence_last_value('liaison.inbox_seq_seq')` })
    .where("event_id", "=", event)
    .returning("seq"),
);
/** Of the same session: what was sent later, and was handled before this one came. */
const overtaking = prepared(({ key, index, seq }: { key: Buffer; index: string; seq: string }) =>
  db
    .selectFrom("inbox")
    .select(({ fn }) => [fn.min("received_at").filterWhere("heard_upto", "<", seq).as("since"), fn.countAll<string>().as("later")])
    .where("heard_key", "=", key)
    .where("authentic", "=", true)
    .where("heard_index", ">", index),
);
const before = prepared(({ key, index }: { key: Buffer; index: string }) =>
  db
    .selectFrom("inbox")
    .select(["seq", "heard_index"])
    .where("heard_key", "=", key)
    .where("authentic", "=", true)
    .where("heard_index", "<", index)
    .orderBy("heard_index", "desc")
    .limit(1)
    .$narrowType<{ heard_index: NotNull }>(),
);
interface Gap {
  readonly id: string;
  readonly key: Buffer;
  readonly removedKey: Buffer;
  readonly first: string;
  readonly last: string;
  readonly afterSeq: string;
  readonly beforeSeq: string;
  readonly dueAt: Date;
  readonly body: Buffer;
}
const open = prepared((gap: Gap) =>
  db.insertInto("message_gap").values({
    id: gap.id,
    heard_key: gap.key,
    removed_key: gap.removedKey,
    first: gap.first,
    last: gap.last,
    after_seq: gap.afterSeq,
    before_seq: gap.beforeSeq,
    due_at: gap.dueAt,
    body: gap.body,
  }),
);
const isDue = prepared(({ now }: { now: Date }) => db.selectFrom("message_gap").select("id").where("due_at", "<=", now).limit(1));
/** What claims a place in the gap and cannot be read, or was removed, is told of by itself. */
const takeDue = prepared(({ now }: { now: Date }) =>
  db
    .with("due", (q) => q.deleteFrom("message_gap").where("due_at", "<=", now).returningAll())
    .selectFrom("due as g")
    .select(["g.id", "g.body"])
    .select(({ selectFrom }) => [
      sql<string>`g.last - g.first + 1`.as("missing"),
      selectFrom("inbox as i")
        .select(({ fn }) => fn.count<string>("i.heard_index").distinct().as("n"))
        .whereRef("i.heard_key", "=", "g.heard_key")
        .whereRef("i.heard_index", ">=", "g.first")
        .whereRef("i.heard_index", "<=", "g.last")
        .as("here"),
      selectFrom("inbox as r")
        .select(({ fn }) => fn.countAll<string>().as("n"))
        .whereRef("r.heard_key", "=", "g.removed_key")
        .whereRef("r.seq", ">", "g.after_seq")
        .whereRef("r.seq", "<", "g.before_seq")
        .as("removed"),
    ])
    .orderBy("g.id"),
);

/** The order of each sender's messages, by what is authenticated: their places in his Megolm sessions. */
export const heard = ({ query, keys }: Session): Heard & Pick<Inbox, "hasGapsDue" | "takeGapsDue"> => {
  const keyOf = ({ roomId, sender, session }: PlaceInSession) => keys.keyed("heard", roomId, sender, session);
  const removedKey = ({ roomId, sender }: Pick<PlaceInSession, "roomId" | "sender">) => keys.keyed("removed", roomId, sender);
  return {
    async keepPlace(place, origin, now) {
      const [key, index] = [keyOf(place), String(place.index)];
      const [row] = await query(mark({ event: place.eventId, key, index, authentic: true }));
      if (row === undefined) throw new Error("a message was heard that never came");
      const [[over], [last]] = await Promise.all([query(overtaking({ key, index, seq: row.seq })), query(before({ key, index }))]);
      // of an older one what is missing before it was found out by the newer one
      if (over !== undefined && over.later === "0" && last !== undefined && BigInt(last.heard_index) + 1n < BigInt(index)) {
        const id = uuidv7();
        const body = sealJson(keys.coordination, cell(id), { room: place.roomId, sender: place.sender, origin } satisfies Body);
        const [first, until] = [String(BigInt(last.heard_index) + 1n), String(BigInt(index) - 1n)];
        const dueAt = new Date(now.getTime() + patienceMs);
        const seqs = { afterSeq: last.seq, beforeSeq: row.seq };
        await query(open({ id, key, removedKey: removedKey(place), first, last: until, ...seqs, dueAt, body }));
      }
      return over?.since ?? undefined;
    },
    async claimPlace(place) {
      await query(mark({ event: place.eventId, key: keyOf(place), index: String(place.index), authentic: false }));
    },
    async wasRemoved(item) {
      await query(mark({ event: item.eventId, key: removedKey(item), index: null, authentic: false }));
    },
    async hasGapsDue(now) {
      return (await query(isDue({ now }))).length > 0;
    },
    async takeGapsDue(now) {
      const rows = await query(takeDue({ now }));
      return rows.flatMap((row) => {
        const missing = Number(row.missing) - Number(row.here ?? 0) - Number(row.removed ?? 0);
        return missing > 0 ? [{ ...openJson<Body>(keys.coordination, cell(row.id), row.body), missing }] : [];
      });
    },
  };
};
