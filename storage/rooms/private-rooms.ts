import type { RoomId } from "#domain/primitives/ids.ts";
import type { Session } from "../engine/session.ts";
import type { Place, PrivateOwed, RoomMember, Rooms } from "../index.ts";
import { openOfficer } from "../people/officers.ts";
import type { OpenRoom } from "./pending.ts";

interface OwedRow {
  readonly user_key: Buffer;
  readonly officer: Buffer;
  readonly room_key: Buffer | null;
  readonly body: Buffer | null;
}

/** The private rooms of officers: made on first need, one for each. */
export const privateRooms = (
  { query, keys }: Session,
  names: { readonly keyOf: (id: RoomId) => Buffer; readonly sealedId: (id: RoomId) => Buffer; readonly openRoom: OpenRoom },
  setMembers: Rooms["setMembers"],
): Pick<Rooms, "privateOwed" | "madePrivate" | "invitedPrivately" | "close"> => ({
  async privateOwed() {
    const rows = await query<OwedRow>(
      `select o.user_key, o.body as officer, r.room_key, r.body from liaison.officer o left join liaison.room r on r.officer_key = o.user_key
       where not r.officer_invited or (r.room_key is null and exists (select 1 from liaison.outbox w
         where w.officer_key = o.user_key and w.sent_at is null and not w.parked and not w.declined)) order by o.user_key`,
    );
    return rows.map(
      ({ user_key, officer, room_key, body }): PrivateOwed => ({
        officer: openOfficer(keys.coordination, user_key, officer).userId,
        ...(room_key && body && { roomId: names.openRoom({ room_key, body }) }),
      }),
    );
  },
  async madePrivate(user, room, now) {
    const officerKey = keys.keyed("user", user);
    await query("update liaison.room set officer_key = null, kind = 'closed', safe = false where officer_key = $1 and room_key <> $2", [
      officerKey,
      names.keyOf(room),
    ]);
    // Not safe until its state has been read.
    await query(
      `insert into liaison.room (room_key, kind, officer_key, safe, body) values ($1, 'private', $2, false, $3)
       on conflict (room_key) do update set kind = 'private', officer_key = excluded.officer_key, safe = false, officer_invited = false`,
      [names.keyOf(room), officerKey, names.sealedId(room)],
    );
    // Before he is invited, so that nothing that comes of it is overwritten: his absence then means that he left or declined.
    await setMembers(room, [{ userId: user, membership: "invite" }], now);
  },
  async invitedPrivately(room) {
    await query("update liaison.room set officer_invited = true where room_key = $1", [names.keyOf(room)]);
  },
  async close(room) {
    // What waits for somebody who left or declined calls for no new room by itself; it is said in the one that something new calls for.
    await query(
      `with closed as (select officer_key from liaison.room where room_key = $1 and kind = 'private')
       update liaison.outbox set declined = true where sent_at is null and officer_key = (select officer_key from closed)
         and not exists (select 1 from liaison.room_member m where m.room_key = $1 and m.user_key = outbox.officer_key)`,
      [names.keyOf(room)],
    );
    await query("update liaison.room set officer_key = null, kind = 'closed', safe = false where room_key = $1 and kind = 'private'", [
      names.keyOf(room),
    ]);
  },
});

/** A private room is its officer's as long as nobody else is in it or invited to it but the bot, who is on no roster. */
export async function privatePlace(members: readonly RoomMember[], officerKey: Buffer | null, { query, keys }: Session): Promise<Place> {
  const officer = members.find(({ userId }) => officerKey !== null && keys.keyed("user", userId).equals(officerKey));
  if (officer === undefined || members.length > 2) return { where: "nowhere" };
  const [known] = await query("select 1 from liaison.officer where user_key = $1", [officerKey]);
  return known === undefined ? { where: "nowhere" } : { where: "private", officer: officer.userId };
}
