import { defineEntity } from "@mikro-orm/postgresql";
import type { RoomId, UserId } from "#domain/ids.ts";
import { flat, keyed, sealed } from "./columns.ts";
import type { RoomMember, Rooms } from "./index.ts";
import { instant } from "./instant.ts";
import { openJson, sealJson } from "./sealed.ts";
import type { Session } from "./session.ts";

/** Who is in a room, or invited to it. */
export const RoomMemberRow = defineEntity({
  name: "RoomMemberRow",
  schema: "liaison",
  tableName: "room_member",
  properties: { roomKey: keyed().primary(), userKey: keyed().primary(), membership: flat.text(), since: flat.time(), body: sealed() },
});

const cell = (roomKey: Uint8Array, userKey: Uint8Array) => ({
  table: "liaison.room_member",
  column: "body",
  row: `${Buffer.from(roomKey).toString("hex")} ${Buffer.from(userKey).toString("hex")}`,
});

/** Memberships as the last sync left them. */
export const roomMembers = ({ query, keys }: Session, keyOf: (id: RoomId) => Buffer): Pick<Rooms, "members" | "setMembers"> => ({
  async setMembers(id, changes, now) {
    const roomKey = keyOf(id);
    // The last word on a person counts; one statement must not touch a row twice.
    const last = [...new Map(changes.map(({ userId, membership }) => [userId, membership]))].map(([userId, membership]) => ({
      userId,
      membership,
      userKey: keys.keyed("user", userId),
    }));
    const present = last.filter(({ membership }) => membership === "join" || membership === "invite");
    const gone = last.filter((change) => !present.includes(change));
    await query(
      `with gone as (delete from liaison.room_member where room_key = $1 and user_key = any($2))
       insert into liaison.room_member (room_key, user_key, membership, since, body)
       select $1, m.user_key, m.membership, $5, m.body from unnest($3::bytea[], $4::text[], $6::bytea[]) m(user_key, membership, body)
       on conflict (room_key, user_key) do update set membership = excluded.membership,
         since = case when room_member.membership = excluded.membership then room_member.since else excluded.since end`,
      [
        roomKey,
        gone.map((change) => change.userKey),
        present.map((change) => change.userKey),
        present.map((change) => change.membership),
        now,
        present.map((change) => sealJson(keys.coordination, cell(roomKey, change.userKey), { userId: change.userId })),
      ],
    );
  },
  async members(id) {
    const roomKey = keyOf(id);
    const rows = await query<{ user_key: Buffer; membership: string; since: string; body: Buffer }>(
      "select user_key, membership, since, body from liaison.room_member where room_key = $1 order by since, user_key",
      [roomKey],
    );
    return rows.map(({ user_key, membership, since, body }): RoomMember => {
      const { userId } = openJson<{ readonly userId: UserId }>(keys.coordination, cell(roomKey, user_key), body);
      return { userId, membership: membership === "join" ? "join" : "invite", since: instant(since) };
    });
  },
});
