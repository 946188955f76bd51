import { sql } from "kysely";
import type { RoomId } from "#domain/primitives/ids.ts";
import type { Invitations } from "../contract/invitations.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf, rowsOf } from "../engine/values.ts";
import { openOfficer } from "../people/officers.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";

const cell = (roomKey: Buffer) => ({ table: "liaison.invitation", column: "body", row: roomKey.toString("hex") });
/** Of each officer so many are kept, the newest: whoever sends more wants something else than to be followed. */
const mostOfOne = 100;

const known = prepared(({ userKeys }: { userKeys: readonly Buffer[] }) =>
  db.selectFrom("officer").select(["user_key", "body"]).where("user_key", "=", anyOf(userKeys)),
);
interface Kept {
  readonly roomKeys: readonly Buffer[];
  readonly inviters: readonly Buffer[];
  readonly bodies: readonly Buffer[];
  readonly now: Date;
}
const keep = prepared(({ roomKeys, inviters, bodies, now }: Kept) =>
  db
    .insertInto("invitation")
    .columns(["room_key", "inviter_key", "at", "body"])
    .expression(
      db
        .selectFrom(rowsOf("i", { room_key: ["bytea", roomKeys], inviter_key: ["bytea", inviters], body: ["bytea", bodies] }))
        .select(["i.room_key", "i.inviter_key", sql<Date>`${now}::timestamptz`.as("at"), "i.body"]),
    )
    .onConflict((there) =>
      there.column("room_key").doUpdateSet((eb) => ({ inviter_key: eb.ref("excluded.inviter_key"), at: eb.ref("excluded.at") })),
    ),
);
const bound = prepared(({ most }: { most: number }) =>
  db.deleteFrom("invitation").where("room_key", "in", (eb) =>
    eb
      .selectFrom(
        db
          .selectFrom("invitation")
          .select(["room_key", sql<string>`row_number() over (partition by inviter_key order by at desc, room_key)`.as("place")])
          .as("ranked"),
      )
      .select("ranked.room_key")
      .where("ranked.place", ">", sql<string>`${most}::bigint`),
  ),
);
const all = prepared(() =>
  db
    .selectFrom("invitation as i")
    .innerJoin("officer as o", "o.user_key", "i.inviter_key")
    .select(["i.room_key", "i.body", "o.user_key", "o.body as officer"])
    .orderBy("i.at"),
);
const forget = prepared(({ roomKeys }: { roomKeys: readonly Buffer[] }) =>
  db.deleteFrom("invitation").where("room_key", "=", anyOf(roomKeys)),
);

/** Invitations that nobody has followed yet. */
export const invitations = ({ query, send, keys }: Session): Invitations => {
  const keyOf = (room: RoomId) => keys.keyed("room", room);
  const isCoordinator = (userKey: Buffer, body: Buffer) => openOfficer(keys.coordination, userKey, body).role === "coordinator";
  return {
    async keep(given, now) {
      const inviterKeys = new Map([...new Set(given.map(({ inviter }) => inviter))].map((user) => [user, keys.keyed("user", user)]));
      const officers = await query(known({ userKeys: [...inviterKeys.values()] }));
      const onRoster = new Map(officers.map(({ user_key, body }) => [user_key.toString("hex"), isCoordinator(user_key, body)]));
      const hexOf = (user: (typeof given)[number]["inviter"]) => inviterKeys.get(user)?.toString("hex") ?? "";
      const ofOfficers = [...new Map(given.map((one) => [one.room, one])).values()].filter(({ inviter }) => onRoster.has(hexOf(inviter)));
      const newest = [...Map.groupBy(ofOfficers, ({ inviter }) => inviter).values()].flatMap((of) => of.slice(-mostOfOne));
      if (newest.length > 0) {
        const roomKeys = newest.map(({ room }) => keyOf(room));
        send(
          keep({
            roomKeys,
            inviters: newest.map(({ inviter }) => keys.keyed("user", inviter)),
            bodies: newest.map(({ room }) => sealJson(keys.coordination, cell(keyOf(room)), room)),
            now,
          }),
        );
        send(bound({ most: mostOfOne }));
      }
      return newest.filter(({ inviter }) => onRoster.get(hexOf(inviter)) === true).length;
    },
    async toFollow() {
      const rows = await query(all());
      return rows.flatMap(({ room_key, body, user_key, officer }) =>
        isCoordinator(user_key, officer) ? [openJson<RoomId>(keys.coordination, cell(room_key), body)] : [],
      );
    },
    async forget(rooms) {
      if (rooms.length > 0) send(forget({ roomKeys: rooms.map(keyOf) }));
    },
  };
};
