import { expressionBuilder } from "kysely";
import { type CaseId, caseId, type RoomId, type UserId } from "#domain/primitives/ids.ts";
import { caseOf, caseRef } from "../cases/case-file.ts";
import { memberCell } from "../cases/members.ts";
import { db, type Tables } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import type { PendingRoom, Rooms } from "../index.ts";
import { openJson } from "../sealing/sealed.ts";

/** A case's room `r` and its members, as `m` or as `w`. */
const among = expressionBuilder<Tables & { r: Tables["room"]; m: Tables["case_member"]; w: Tables["case_member"] }, "r" | "m" | "w">();
/** Their time has run out. */
const ended = (until: "m.until" | "w.until", now: Date) => among(until, "<=", now);
/** They are in the case's room, or invited to it. */
const present = (userKey: "m.user_key" | "w.user_key") =>
  among.exists(
    among
      .selectFrom("room_member as p")
      .select("p.user_key")
      .whereRef("p.room_key", "=", "r.room_key")
      .whereRef("p.user_key", "=", userKey),
  );
const pending = prepared(({ now }: { now: Date }) =>
  db
    .selectFrom("case_file as c")
    .leftJoin("room as r", "r.case_id", "c.id")
    .innerJoin("case_member as m", (join) =>
      join.onRef("m.case_id", "=", "c.id").on((eb) => eb.or([eb("m.until", "is", null), eb("m.until", ">", now), present("m.user_key")])),
    )
    .select(["c.id", "c.year", "c.number", "c.body", "r.room_key", "r.body as room_body", "m.user_key", "m.role", "m.invited"])
    .select([ended("m.until", now).$castTo<boolean | null>().as("ended"), "m.body as member_body"])
    .where("c.state", "=", "open")
    .where((eb) =>
      eb.or([
        eb("r.room_key", "is", null),
        eb.exists(
          eb
            .selectFrom("case_member as w")
            .select("w.user_key")
            .whereRef("w.case_id", "=", "c.id")
            .where((of) => of.case().when(ended("w.until", now)).then(present("w.user_key")).else(of.not("w.invited")).end()),
        ),
      ]),
    )
    .orderBy("c.opened_at")
    .orderBy("c.id")
    .orderBy("m.added_at"),
);
const invited = prepared(({ id, userKey }: { id: CaseId; userKey: Buffer }) =>
  db.updateTable("case_member").set({ invited: true }).where("case_id", "=", id).where("user_key", "=", userKey),
);

/** Opens a room's name. */
export type OpenRoom = (row: { readonly room_key: Buffer; readonly body: Buffer }) => RoomId;

/** What is pending for cases: their rooms, invitations, and that nobody stays whose time has run out. */
export const pendingRooms = ({ query, keys, now }: Session, openRoom: OpenRoom): Pick<Rooms, "pending" | "invited"> => ({
  async pending() {
    const rows = await query(pending({ now: now() }));
    const scope = await keys.cases([...new Set(rows.map((row) => caseId(row.id)))], query);
    const rooms = new Map<CaseId, PendingRoom>();
    for (const row of rows) {
      const id = caseId(row.id);
      const key = scope(id);
      const { userId } = openJson<{ readonly userId: UserId }>(key, memberCell(id, row.user_key), row.member_body);
      const before = rooms.get(id) ?? {
        case: id,
        ref: caseRef(row),
        words: caseOf(key, id, row.body).words,
        ...(row.room_key && row.room_body && { roomId: openRoom({ room_key: row.room_key, body: row.room_body }) }),
        leads: [],
        invite: [],
        remove: [],
      };
      rooms.set(id, {
        ...before,
        leads: row.role === "lead" && !row.ended ? [...before.leads, userId] : before.leads,
        invite: row.invited || row.ended ? before.invite : [...before.invite, userId],
        remove: row.ended ? [...before.remove, userId] : before.remove,
      });
    }
    return [...rooms.values()];
  },
  async invited(id, userId) {
    await query(invited({ id, userKey: keys.keyed("user", userId) }));
  },
});
