import { type Expression, sql } from "kysely";
import { db } from "./database.ts";
import { prepared } from "./engine/prepared.ts";
import type { Session } from "./engine/session.ts";
import { undecryptable as unreadBy } from "./inbox/undecryptable.ts";
import type { Stores } from "./index.ts";

const n = sql<number>`count(*)::int`.as("n");
/** What waits to be said, as far as its reader is there: what is for an officer alone waits until they are in their private room. */
const unsent = (isThere: boolean) =>
  db
    .selectFrom("outbox as o")
    .where("o.sent_at", "is", null)
    .where("o.parked", "=", false)
    .where((eb) => {
      const room = eb
        .selectFrom("room as r")
        .innerJoin("room_member as m", "m.room_key", "r.room_key")
        .whereRef("r.officer_key", "=", "o.officer_key")
        .whereRef("m.user_key", "=", "o.officer_key")
        .where("m.membership", "=", "join")
        .select("r.room_key");
      const unread = eb.and([eb("o.audience", "=", "officer"), eb.not(eb.exists(room))]);
      return isThere ? eb.not(unread) : unread;
    });
const open = () => db.selectFrom("work").where("done_at", "is", null).where("parked", "=", false);

/** A select of one number, which has always a row. */
const count = (rows: Expression<{ n: number }>) => sql<number>`${rows}`;
const parked = {
  events: count(db.selectFrom("inbox").where("state", "=", "parked").select(n)),
  keys: count(db.selectFrom("to_device").where("state", "=", "parked").select(n)),
  messages: count(db.selectFrom("outbox").where("sent_at", "is", null).where("parked", "=", true).select(n)),
  redactions: count(
    db
      .selectFrom("shown")
      .where("parked", "=", true)
      .select(({ ref }) => sql<number>`count(distinct ${ref("event_id")})::int`.as("n")),
  ),
  jobs: count(db.selectFrom("work").where("done_at", "is", null).where("parked", "=", true).select(n)),
};
/** What was begun is being handled, as the question itself is: it does not wait. */
const counts = prepared(({ now }: { now: Date }) =>
  db.selectNoFrom([
    count(db.selectFrom("case_file").where("state", "=", "open").select(n)).as("cases"),
    count(db.selectFrom("officer").select(n)).as("officers"),
    count(db.selectFrom("inbox").where("state", "=", "new").where("attempts", "=", 0).select(n)).as("waitingCommands"),
    count(
      unsent(true)
        .where((eb) => eb.or([eb("o.due_at", "is", null), eb("o.due_at", "<=", now)]))
        .select(n),
    ).as("waitingMessages"),
    count(unsent(false).select(n)).as("unreadMessages"),
    count(open().where("due_at", "<=", now).select(n)).as("waitingJobs"),
    count(open().where("due_at", ">", now).select(n)).as("plannedJobs"),
    count(db.selectFrom("inbox").where("state", "=", "waiting-key").select(n)).as("undecryptable"),
    count(
      db.selectFrom("echo").where("state", "!=", "awaited").where("at", ">", sql<Date>`${now}::timestamptz - interval '1 day'`).select(n),
    ).as("lost"),
    count(
      db
        .selectFrom("room")
        .where("safe", "=", false)
        .where("ails", "is not", null)
        .where("kind", "in", ["case", "coordination", "unknown"])
        .select(n),
    ).as("unsafeRooms"),
    sql<number>`${parked.events} + ${parked.keys} + ${parked.messages} + ${parked.redactions} + ${parked.jobs}`.as("parked"),
  ]),
);

/** The numbers of `/bot status`, in one statement. */
export const health = (session: Session): Stores["health"] => ({
  ...unreadBy(session),
  async read() {
    const [row] = await session.query(counts({ now: session.now() }));
    if (row === undefined) throw new Error("a statement without a row");
    return row;
  },
});
