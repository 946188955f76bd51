import { eventId } from "#domain/primitives/ids.ts";
import type { Session } from "../engine/session.ts";
import type { Redactions } from "../index.ts";
import { openRoom } from "../rooms/rooms.ts";

/** Events that show a spilled record. Nothing else is written down when it is spilled: its state says what is owed. */
export const redactions = (session: Session): Redactions => ({
  async owed(most, but = []) {
    const rows = await session.query<{ event_id: string; room_key: Buffer; body: Buffer }>(
      `select distinct s.event_id, r.room_key, r.body from liaison.indicator i
         join liaison.shown s on s.indicator_id = i.id join liaison.room r on r.room_key = s.room_key
       where i.state = 'spilled' and not s.parked and s.event_id <> all($2::text[]) order by s.event_id limit $1`,
      [most, but],
    );
    const open = openRoom(session);
    return rows.map((row) => ({ eventId: eventId(row.event_id), roomId: open(row) }));
  },
  async begin(event) {
    const [row] = await session.query<{ attempts: number }>(
      `with begun as (update liaison.shown set attempts = attempts + 1 where event_id = $1 returning attempts)
       select max(attempts) as attempts from begun`,
      [event],
    );
    return row?.attempts ?? 0;
  },
  async done(event) {
    await session.query("delete from liaison.shown where event_id = $1", [event]);
  },
  async park(event) {
    await session.query("update liaison.shown set parked = true where event_id = $1", [event]);
  },
});
