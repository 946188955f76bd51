import { type CaseId, caseId, type RoomId, type UserId } from "#domain/primitives/ids.ts";
import type { Session } from "../engine/session.ts";
import type { Listener, RoomMember, Rooms, Standing } from "../index.ts";
import { openOfficer, stranger } from "../people/officers.ts";
import { openJson, type ScopeKey, sealJson } from "../sealing/sealed.ts";

const cell = (roomKey: Uint8Array, userKey: Uint8Array) => ({
  table: "liaison.room_member",
  column: "body",
  row: `${Buffer.from(roomKey).toString("hex")} ${Buffer.from(userKey).toString("hex")}`,
});

/** Memberships as the last sync left them. */
export const roomMembers = (
  { query, keys }: Session,
  keyOf: (id: RoomId) => Buffer,
): Pick<Rooms, "members" | "setMembers" | "listeners" | "standing"> => ({
  async setMembers(id, changes, now) {
    const roomKey = keyOf(id);
    // The last word on a person counts; one statement must not touch a row twice.
    const last = [...new Map(changes.map(({ userId, membership }) => [userId, membership]))].map(([userId, membership]) => ({
      userId,
      membership,
      userKey: keys.keyed("user", userId),
    }));
    // Who left and came back within one sync came anew: what was logged in between was not for him.
    const wentOut = new Set(changes.filter(({ membership }) => membership === "leave" || membership === "ban").map(({ userId }) => userId));
    const present = last.filter(({ membership }) => membership === "join" || membership === "invite");
    const gone = last.filter((change) => !present.includes(change));
    await query(
      // A private room is safe again when somebody has looked who is in it now.
      `with gone as (delete from liaison.room_member where room_key = $1 and user_key = any($2)),
            unsure as (update liaison.room set safe = false where room_key = $1 and kind = 'private')
       insert into liaison.room_member (room_key, user_key, membership, since, body)
       select $1, m.user_key, m.membership, $5, m.body from unnest($3::bytea[], $4::text[], $6::bytea[]) m(user_key, membership, body)
       on conflict (room_key, user_key) do update set membership = excluded.membership,
         since = case when room_member.membership = excluded.membership and excluded.user_key <> all($7) then room_member.since else excluded.since end`,
      [
        roomKey,
        gone.map((change) => change.userKey),
        present.map((change) => change.userKey),
        present.map((change) => change.membership),
        now,
        present.map((change) => sealJson(keys.coordination, cell(roomKey, change.userKey), { userId: change.userId })),
        present.filter(({ userId }) => wentOut.has(userId)).map((change) => change.userKey),
      ],
    );
  },
  async members(id) {
    const roomKey = keyOf(id);
    const rows = await query<{ user_key: Buffer; membership: string; since: Date; body: Buffer }>(
      "select user_key, membership, since, body from liaison.room_member where room_key = $1 order by since, user_key",
      [roomKey],
    );
    return rows.map(({ user_key, membership, since, body }): RoomMember => {
      const { userId } = openJson<{ readonly userId: UserId }>(keys.coordination, cell(roomKey, user_key), body);
      return { userId, membership: membership === "join" ? "join" : "invite", since: since };
    });
  },
  async listeners(id, now) {
    const rows = await query<ListenerRow>(`${listening} where r.room_key = $1 and m.membership = 'join' order by m.since, m.user_key`, [
      keyOf(id),
      now,
    ]);
    return rows.map((row) => listener(keys.coordination, row));
  },
  async standing(user, cases, now) {
    const rows = await query<ListenerRow & { readonly case_id: string }>(
      `${listening} where r.case_id = any($1::uuid[]) and m.membership = 'join' order by m.since, m.user_key`,
      [cases, now],
    );
    const of = await query<{ case_id: string }>(
      "select case_id from liaison.case_member where case_id = any($1::uuid[]) and user_key = $2 and (until is null or until > $3)",
      [cases, keys.keyed("user", user), now],
    );
    const memberOf = new Set(of.map((row) => row.case_id));
    const standing = (id: CaseId): Standing => ({
      ofCase: memberOf.has(id),
      listeners: rows.filter((row) => caseId(row.case_id) === id).map((row) => listener(keys.coordination, row)),
    });
    return new Map(cases.map((id) => [id, standing(id)]));
  },
});

interface ListenerRow {
  readonly room_key: Buffer;
  readonly user_key: Buffer;
  readonly since: Date;
  readonly body: Buffer;
  readonly officer: Buffer | null;
  readonly of_case: boolean;
}
/** $2 is now. */
const listening = `select r.case_id, m.room_key, m.user_key, m.since, m.body, o.body as officer,
    exists (select 1 from liaison.case_member c where c.case_id = r.case_id and c.user_key = m.user_key and (c.until is null or c.until > $2)) as of_case
  from liaison.room r join liaison.room_member m on m.room_key = r.room_key left join liaison.officer o on o.user_key = m.user_key`;

function listener(key: ScopeKey, { room_key, user_key, since, body, officer, of_case }: ListenerRow): Listener {
  const { userId } = openJson<{ readonly userId: UserId }>(key, cell(room_key, user_key), body);
  const { country, agency, role } = officer === null ? stranger(userId) : openOfficer(key, user_key, officer);
  return {
    userId,
    since: since,
    ofCase: of_case,
    coordinator: officer !== null && role === "coordinator",
    ...(country !== undefined && { country }),
    ...(agency !== undefined && { agency }),
  };
}
