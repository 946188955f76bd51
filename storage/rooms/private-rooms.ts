import type { RoomId } from "#domain/primitives/ids.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import type { PendingPrivateRoom, Place, RoomMember, Rooms } from "../index.ts";
import { openOfficer } from "../people/officers.ts";
import type { OpenRoom } from "./pending.ts";

/** Without a room although something waits for them, or not invited to theirs yet. */
const pending = prepared(() =>
  db
    .selectFrom("officer as o")
    .leftJoin("room as r", "r.officer_key", "o.user_key")
    .select(["o.user_key", "o.body as officer", "r.room_key", "r.body"])
    .where((eb) =>
      eb.or([
        eb("r.officer_invited", "=", false),
        eb.and([
          eb("r.room_key", "is", null),
          eb.exists(
            eb
              .selectFrom("outbox as w")
              .select("w.id")
              .whereRef("w.officer_key", "=", "o.user_key")
              .where("w.sent_at", "is", null)
              .where("w.parked", "=", false)
              .where("w.declined", "=", false),
          ),
        ]),
      ]),
    )
    .orderBy("o.user_key"),
);
const closeOthers = prepared(({ officerKey, roomKey }: { officerKey: Buffer; roomKey: Buffer }) =>
  db
    .updateTable("room")
    .set((eb) => ({ officer_key: null, kind: "closed", safe: false, revision: eb("revision", "+", 1) }))
    .where("officer_key", "=", officerKey)
    .where("room_key", "<>", roomKey),
);
/** Not safe until its state has been read. */
const put = prepared(({ roomKey, officerKey, body }: { roomKey: Buffer; officerKey: Buffer; body: Buffer }) =>
  db
    .insertInto("room")
    .values({ room_key: roomKey, kind: "private", officer_key: officerKey, safe: false, body })
    .onConflict((known) =>
      known.column("room_key").doUpdateSet({
        kind: "private",
        officer_key: (eb) => eb.ref("excluded.officer_key"),
        safe: false,
        revision: (eb) => eb("room.revision", "+", 1),
        officer_invited: false,
      }),
    ),
);
const invited = prepared(({ roomKey }: { roomKey: Buffer }) =>
  db.updateTable("room").set({ officer_invited: true }).where("room_key", "=", roomKey),
);
const closing = prepared(({ roomKey }: { roomKey: Buffer }) =>
  db
    .with("closed", (q) => q.selectFrom("room").select("officer_key").where("room_key", "=", roomKey).where("kind", "=", "private"))
    .updateTable("outbox")
    .set({ declined: true })
    .where("sent_at", "is", null)
    .where("officer_key", "=", (eb) => eb.selectFrom("closed").select("closed.officer_key"))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("room_member as m")
            .select("m.user_key")
            .where("m.room_key", "=", roomKey)
            .whereRef("m.user_key", "=", "outbox.officer_key"),
        ),
      ),
    ),
);
const close = prepared(({ roomKey }: { roomKey: Buffer }) =>
  db
    .updateTable("room")
    .set((eb) => ({ officer_key: null, kind: "closed", safe: false, revision: eb("revision", "+", 1) }))
    .where("room_key", "=", roomKey)
    .where("kind", "=", "private"),
);
const onRoster = prepared(({ userKey }: { userKey: Buffer }) =>
  db.selectFrom("officer").select("user_key").where("user_key", "=", userKey),
);

/** The private rooms of officers: made on first need, one for each. */
export const privateRooms = (
  { query, keys }: Session,
  names: { readonly keyOf: (id: RoomId) => Buffer; readonly sealedId: (id: RoomId) => Buffer; readonly openRoom: OpenRoom },
  setMembers: Rooms["setMembers"],
): Pick<Rooms, "pendingPrivate" | "madePrivate" | "invitedPrivately" | "close"> => ({
  async pendingPrivate() {
    const rows = await query(pending());
    return rows.map(
      ({ user_key, officer, room_key, body }): PendingPrivateRoom => ({
        officer: openOfficer(keys.coordination, user_key, officer).userId,
        ...(room_key && body && { roomId: names.openRoom({ room_key, body }) }),
      }),
    );
  },
  async madePrivate(user, room, now) {
    const officerKey = keys.keyed("user", user);
    await query(closeOthers({ officerKey, roomKey: names.keyOf(room) }));
    await query(put({ roomKey: names.keyOf(room), officerKey, body: names.sealedId(room) }));
    // Before they are invited, so that nothing that comes of it is overwritten: their absence then means that they left or declined.
    await setMembers(room, [{ userId: user, membership: "invite" }], now);
  },
  async invitedPrivately(room) {
    await query(invited({ roomKey: names.keyOf(room) }));
  },
  async close(room) {
    // What waits for somebody who left or declined calls for no new room by itself; it is said in the one that something new calls for.
    await query(closing({ roomKey: names.keyOf(room) }));
    await query(close({ roomKey: names.keyOf(room) }));
  },
});

/** A private room is its officer's as long as nobody else is in it or invited to it but the bot, who is on no roster. */
export async function privatePlace(members: readonly RoomMember[], officerKey: Buffer | null, { query, keys }: Session): Promise<Place> {
  const officer = members.find(({ userId }) => officerKey !== null && keys.keyed("user", userId).equals(officerKey));
  if (officerKey === null || officer === undefined || members.length > 2) return { where: "nowhere" };
  const [known] = await query(onRoster({ userKey: officerKey }));
  return known === undefined ? { where: "nowhere" } : { where: "private", officer: officer.userId };
}
