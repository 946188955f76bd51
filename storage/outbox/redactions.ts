import { type EventId, eventId } from "#domain/primitives/ids.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { noneOf } from "../engine/values.ts";
import type { Redactions } from "../index.ts";
import { openRoom } from "../rooms/rooms.ts";

const pending = prepared(({ most, but }: { most: number; but: readonly string[] }) =>
  db
    .selectFrom("indicator as i")
    .innerJoin("shown as s", "s.indicator_id", "i.id")
    .innerJoin("room as r", "r.room_key", "s.room_key")
    .select(["s.event_id", "r.room_key", "r.body"])
    .distinct()
    .where("i.state", "=", "spilled")
    .where("s.parked", "=", false)
    .where("s.event_id", "<>", noneOf(but))
    .orderBy("s.event_id")
    .limit(most),
);
const begin = prepared(({ event }: { event: EventId }) =>
  db
    .with("begun", (q) =>
      q
        .updateTable("shown")
        .set((eb) => ({ attempts: eb("attempts", "+", 1) }))
        .where("event_id", "=", event)
        .returning("attempts"),
    )
    .selectFrom("begun")
    .select((eb) => eb.fn.max("begun.attempts").as("attempts")),
);
const done = prepared(({ event }: { event: EventId }) => db.deleteFrom("shown").where("event_id", "=", event));
const park = prepared(({ event }: { event: EventId }) => db.updateTable("shown").set({ parked: true }).where("event_id", "=", event));

/** Events that show a spilled record. Nothing else is written down when it is spilled: its state says what is pending. */
export const redactions = (session: Session): Redactions => ({
  async pending(most, but = []) {
    const rows = await session.query(pending({ most, but }));
    const open = openRoom(session);
    return rows.map((row) => ({ eventId: eventId(row.event_id), roomId: open(row) }));
  },
  async begin(event) {
    const [row] = await session.query(begin({ event }));
    return row?.attempts ?? 0;
  },
  async done(event) {
    await session.query(done({ event }));
  },
  async park(event) {
    await session.query(park({ event }));
  },
});
