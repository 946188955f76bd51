import type { RoomId } from "#domain/ids.ts";
import type { Place, RoomMember, Rooms } from "./index.ts";
import { openOfficer } from "./officers.ts";
import type { Session } from "./session.ts";

/** The private rooms of officers: made on first need, one for each. */
export const privateRooms = (
  { query, keys }: Session,
  keyOf: (id: RoomId) => Buffer,
  sealedId: (id: RoomId) => Buffer,
): Pick<Rooms, "privateOwed" | "madePrivate"> => ({
  async privateOwed() {
    const rows = await query<{ user_key: Buffer; body: Buffer }>(
      `select o.user_key, o.body from liaison.officer o
       where exists (select 1 from liaison.outbox w where w.officer_key = o.user_key and w.sent_at is null and not w.parked)
         and not exists (select 1 from liaison.room r where r.officer_key = o.user_key) order by o.user_key`,
      [],
    );
    return rows.map((row) => openOfficer(keys.coordination, row.user_key, row.body).userId);
  },
  async madePrivate(user, room) {
    const officerKey = keys.keyed("user", user);
    await query("update liaison.room set officer_key = null, kind = 'unknown' where officer_key = $1 and room_key <> $2", [
      officerKey,
      keyOf(room),
    ]);
    // Not safe until its state has been read.
    await query(
      `insert into liaison.room (room_key, kind, officer_key, safe, body) values ($1, 'private', $2, false, $3)
       on conflict (room_key) do update set kind = 'private', officer_key = excluded.officer_key`,
      [keyOf(room), officerKey, sealedId(room)],
    );
  },
});

/** A private room is its officer's as long as nobody else is in it or invited to it but the bot, who is on no roster. */
export async function privatePlace(members: readonly RoomMember[], officerKey: Buffer | null, { query, keys }: Session): Promise<Place> {
  const officer = members.find(({ userId }) => officerKey !== null && keys.keyed("user", userId).equals(officerKey));
  if (officer === undefined || members.length > 2) return { where: "nowhere" };
  const [known] = await query("select 1 from liaison.officer where user_key = $1", [officerKey]);
  return known === undefined ? { where: "nowhere" } : { where: "private", officer: officer.userId };
}
