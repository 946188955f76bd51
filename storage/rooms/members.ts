import { sql } from "kysely";
import type { CaseId, RoomId, UserId } from "#domain/primitives/ids.ts";
import { db } from "../database.ts";
import { prepared, type RowOf } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf, noneOf, rowsOf } from "../engine/values.ts";
import type { Listener, RoomMember, Rooms, Standing } from "../index.ts";
import { openOfficer, stranger } from "../people/officers.ts";
import { openJson, type ScopeKey, sealJson } from "../sealing/sealed.ts";

const cell = (roomKey: Uint8Array, userKey: Uint8Array) => ({
  table: "liaison.room_member",
  column: "body",
  row: `${Buffer.from(roomKey).toString("hex")} ${Buffer.from(userKey).toString("hex")}`,
});

interface Changes {
  readonly roomKey: Buffer;
  readonly gone: readonly Buffer[];
  readonly present: readonly Buffer[];
  readonly memberships: readonly RoomMember["membership"][];
  readonly bodies: readonly Buffer[];
  /** Those of the present who had left in between. */
  readonly anew: readonly Buffer[];
  readonly now: Date;
}
/** A private room is safe again when somebody has looked who is in it now. */
const change = prepared(({ roomKey, gone, present, memberships, bodies, anew, now }: Changes) =>
  db
    .with("gone", (q) => q.deleteFrom("room_member").where("room_key", "=", roomKey).where("user_key", "=", anyOf(gone)))
    .with("unsure", (q) =>
      q
        .updateTable("room")
        .set((eb) => ({ safe: false, revision: eb("revision", "+", 1) }))
        .where("room_key", "=", roomKey)
        .where("kind", "=", "private"),
    )
    .insertInto("room_member")
    .columns(["room_key", "user_key", "membership", "since", "body"])
    .expression(
      db
        .selectFrom(rowsOf("m", { user_key: ["bytea", present], membership: ["text", memberships], body: ["bytea", bodies] }))
        .select([
          sql<Buffer>`${roomKey}::bytea`.as("room_key"),
          "m.user_key",
          "m.membership",
          sql<Date>`${now}::timestamptz`.as("since"),
          "m.body",
        ]),
    )
    .onConflict((known) =>
      known.columns(["room_key", "user_key"]).doUpdateSet((eb) => ({
        membership: eb.ref("excluded.membership"),
        since: eb
          .case()
          .when(eb.and([eb("room_member.membership", "=", eb.ref("excluded.membership")), eb("excluded.user_key", "<>", noneOf(anew))]))
          .then(eb.ref("room_member.since"))
          .else(eb.ref("excluded.since"))
          .end(),
      })),
    ),
);
const present = prepared(({ roomKey }: { roomKey: Buffer }) =>
  db
    .selectFrom("room_member")
    .select(["user_key", "membership", "since", "body"])
    .where("room_key", "=", roomKey)
    .orderBy("since")
    .orderBy("user_key"),
);
const listening = (now: Date) =>
  db
    .selectFrom("room as r")
    .innerJoin("room_member as m", "m.room_key", "r.room_key")
    .leftJoin("officer as o", "o.user_key", "m.user_key")
    .select(["r.case_id", "m.room_key", "m.user_key", "m.since", "m.body", "o.body as officer"])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom("case_member as c")
            .select("c.user_key")
            .whereRef("c.case_id", "=", "r.case_id")
            .whereRef("c.user_key", "=", "m.user_key")
            .where((or) => or.or([or("c.until", "is", null), or("c.until", ">", now)])),
        )
        .$castTo<boolean>()
        .as("of_case"),
    )
    .where("m.membership", "=", "join")
    .orderBy("m.since")
    .orderBy("m.user_key");
const inRoom = prepared(({ roomKey, now }: { roomKey: Buffer; now: Date }) => listening(now).where("r.room_key", "=", roomKey));
const inCases = prepared(({ cases, now }: { cases: readonly CaseId[]; now: Date }) => listening(now).where("r.case_id", "=", anyOf(cases)));
const memberOf = prepared(({ cases, userKey, now }: { cases: readonly CaseId[]; userKey: Buffer; now: Date }) =>
  db
    .selectFrom("case_member")
    .select("case_id")
    .where("case_id", "=", anyOf(cases))
    .where("user_key", "=", userKey)
    .where((eb) => eb.or([eb("until", "is", null), eb("until", ">", now)])),
);

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
    // Who left and came back within one sync came anew: what was logged in between was not for them.
    const wentOut = new Set(changes.filter(({ membership }) => membership === "leave" || membership === "ban").map(({ userId }) => userId));
    const here = last.flatMap(({ membership, ...person }) =>
      membership === "join" || membership === "invite" ? [{ ...person, membership } as const] : [],
    );
    await query(
      change({
        roomKey,
        gone: last.filter(({ membership }) => membership !== "join" && membership !== "invite").map(({ userKey }) => userKey),
        present: here.map(({ userKey }) => userKey),
        memberships: here.map(({ membership }) => membership),
        bodies: here.map(({ userId, userKey }) => sealJson(keys.coordination, cell(roomKey, userKey), { userId })),
        anew: here.filter(({ userId }) => wentOut.has(userId)).map(({ userKey }) => userKey),
        now,
      }),
    );
  },
  async members(id) {
    const roomKey = keyOf(id);
    const rows = await query(present({ roomKey }));
    return rows.map(({ user_key, membership, since, body }): RoomMember => {
      const { userId } = openJson<{ readonly userId: UserId }>(keys.coordination, cell(roomKey, user_key), body);
      return { userId, membership, since: since };
    });
  },
  async listeners(id, now) {
    const rows = await query(inRoom({ roomKey: keyOf(id), now }));
    return rows.map((row) => listener(keys.coordination, row));
  },
  async standing(user, cases, now) {
    const rows = await query(inCases({ cases, now }));
    const of = await query(memberOf({ cases, userKey: keys.keyed("user", user), now }));
    const own = new Set(of.map((row) => row.case_id));
    const standing = (id: CaseId): Standing => ({
      ofCase: own.has(id),
      listeners: rows.filter((row) => row.case_id === id).map((row) => listener(keys.coordination, row)),
    });
    return new Map(cases.map((id) => [id, standing(id)]));
  },
});

function listener(key: ScopeKey, { room_key, user_key, since, body, officer, of_case }: RowOf<typeof inRoom>): Listener {
  const { userId } = openJson<{ readonly userId: UserId }>(key, cell(room_key, user_key), body);
  const { country, agency, role } = officer === null ? stranger(userId) : openOfficer(key, user_key, officer);
  return {
    userId,
    since: since,
    ofCase: of_case,
    onRoster: officer !== null,
    coordinator: officer !== null && role === "coordinator",
    ...(country !== undefined && { country }),
    ...(agency !== undefined && { agency }),
  };
}
