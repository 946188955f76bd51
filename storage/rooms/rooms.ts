import { type CaseId, caseId, type RoomId } from "#domain/primitives/ids.ts";
import { type Ailment, ailments } from "#domain/rooms/ailments.ts";
import { caseOf, caseRef } from "../cases/case-file.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf } from "../engine/values.ts";
import type { KnownRoom, Place, Rooms } from "../index.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";
import { roomMembers } from "./members.ts";
import { type OpenRoom, pendingRooms } from "./pending.ts";
import { privatePlace, privateRooms } from "./private-rooms.ts";
import { roomProblems } from "./problems.ts";

const listed = db.selectFrom("room").select(["room_key", "kind", "case_id", "safe", "revision", "ended", "ails", "tolerated", "body"]);
const all = prepared(() => listed);
const byKey = prepared(({ roomKey }: { roomKey: Buffer }) => listed.where("room_key", "=", roomKey));
const byCase = prepared(({ of }: { of: CaseId }) => listed.where("case_id", "=", of));
const byOfficer = prepared(({ officerKey }: { officerKey: Buffer }) => listed.where("officer_key", "=", officerKey));
const byMembers = prepared(({ userKeys }: { userKeys: readonly Buffer[] }) =>
  listed.where("room_key", "in", (eb) =>
    eb.selectFrom("room_member").select("room_member.room_key").where("user_key", "=", anyOf(userKeys)),
  ),
);
interface Kept {
  readonly roomKey: Buffer;
  readonly kind: KnownRoom["kind"];
  readonly of: CaseId | null;
  readonly safe: boolean;
  /** Below 0: whatever has come since. */
  readonly seen: number;
  readonly ails: string | null;
  readonly tolerated: string | null;
  readonly body: Buffer;
}
/** A case and an officer keep their rooms: whoever saves without knowing of them cannot take these away. */
const put = prepared(({ roomKey, kind, of, safe, seen, ails, tolerated, body }: Kept) =>
  db
    .insertInto("room")
    .values({ room_key: roomKey, kind, case_id: of, safe, ails, tolerated, body })
    .onConflict((known) =>
      known.column("room_key").doUpdateSet((eb) => ({
        safe: eb
          .and([eb.ref("excluded.safe"), eb.or([eb("room.revision", "=", seen), eb(eb.val(seen), "<", 0)]), eb.not(eb.ref("room.ended"))])
          .$castTo<boolean>(),
        ails: eb.ref("excluded.ails"),
        tolerated: eb.ref("excluded.tolerated"),
        case_id: eb.fn.coalesce("excluded.case_id", "room.case_id"),
        kind: eb
          .case()
          .when(
            eb.or([
              eb.and([eb("excluded.case_id", "is", null), eb("room.case_id", "is not", null)]),
              eb("room.officer_key", "is not", null),
              eb("room.kind", "=", "closed"),
            ]),
          )
          .then(eb.ref("room.kind"))
          .else(eb.ref("excluded.kind"))
          .end(),
      })),
    ),
);
const forget = prepared(({ roomKey }: { roomKey: Buffer }) =>
  db
    .with("gone", (q) => q.deleteFrom("room_member").where("room_key", "=", roomKey))
    .with("awaited", (q) => q.deleteFrom("echo").where("room_key", "=", roomKey))
    .with("unknown", (q) => q.deleteFrom("room").where("room_key", "=", roomKey).where("case_id", "is", null))
    .updateTable("room")
    .set((eb) => ({ safe: false, revision: eb("revision", "+", 1) }))
    .where("room_key", "=", roomKey)
    .where("case_id", "is not", null),
);
const change = prepared(({ roomKey, ended }: { roomKey: Buffer; ended: boolean }) =>
  db
    .updateTable("room")
    .set((eb) => ({ safe: false, revision: eb("revision", "+", 1), ended: eb.or([eb.ref("ended"), eb.val(ended)]).$castTo<boolean>() }))
    .where("room_key", "=", roomKey),
);
/** Not safe until its state has been read. */
const make = prepared(({ roomKey, of, body }: { roomKey: Buffer; of: CaseId; body: Buffer }) =>
  db
    .insertInto("room")
    .values({ room_key: roomKey, kind: "case", case_id: of, safe: false, body })
    .onConflict((known) => known.column("room_key").doUpdateSet({ kind: "case", case_id: (eb) => eb.ref("excluded.case_id") })),
);
const withCase = prepared(({ roomKey }: { roomKey: Buffer }) =>
  db
    .selectFrom("room as r")
    .leftJoin("case_file as c", "c.id", "r.case_id")
    .select(["r.kind", "r.case_id", "r.officer_key", "r.safe", "c.year", "c.number", "c.state", "c.body"])
    .where("r.room_key", "=", roomKey),
);

const ailmentsIn = (text: string): readonly Ailment[] => ailments.filter((one) => text.split(",").includes(one));
const cell = (roomKey: Uint8Array) => ({ table: "liaison.room", column: "body", row: Buffer.from(roomKey).toString("hex") });

/** Reads the id of a room out of its row. */
export const openRoom =
  ({ keys }: Session): OpenRoom =>
  ({ room_key, body }) =>
    openJson<{ readonly roomId: RoomId }>(keys.coordination, cell(room_key), body).roomId;

/** What the bot knows of its rooms; ids rest keyed and sealed. */
export function rooms(session: Session): Rooms {
  const { query, keys } = session;
  const keyOf = (id: RoomId) => keys.keyed("room", id);
  const nameOf = openRoom(session);
  const select = async (statement: ReturnType<typeof all>) => {
    const rows = await query(statement);
    return rows.map(
      (row): KnownRoom => ({
        roomId: nameOf(row),
        kind: row.kind,
        ...(row.case_id !== null && { case: caseId(row.case_id) }),
        safe: row.safe,
        ...(row.revision > 0 && { revision: row.revision }),
        ...(row.ended && { ended: true as const }),
        ...(row.ails !== null && { ails: ailmentsIn(row.ails) }),
        ...(row.tolerated !== null && { tolerated: ailmentsIn(row.tolerated) }),
      }),
    );
  };
  const sealedId = (id: RoomId) => sealJson(keys.coordination, cell(keyOf(id)), { roomId: id });
  const members = roomMembers(session, keyOf);

  return {
    ...members,
    ...pendingRooms(session, nameOf),
    ...roomProblems(session, keyOf),
    ...privateRooms(session, { keyOf, sealedId, openRoom: nameOf }, members.setMembers),
    async get(id) {
      return (await select(byKey({ roomKey: keyOf(id) })))[0];
    },
    async ofCase(id) {
      return (await select(byCase({ of: id })))[0]?.roomId;
    },
    async ofOfficer(user) {
      return (await select(byOfficer({ officerKey: keys.keyed("user", user) })))[0]?.roomId;
    },
    all: () => select(all()),
    async of(users) {
      const userKeys = users.map((user) => keys.keyed("user", user));
      const found = await select(byMembers({ userKeys }));
      return found.map((room) => room.roomId);
    },
    async save(room) {
      const of = room.case ?? null;
      const { kind, safe, revision: seen = -1, ails, tolerated } = room;
      const words = { ails: ails?.join(",") ?? null, tolerated: tolerated?.join(",") ?? null };
      await query(put({ roomKey: keyOf(room.roomId), kind, of, safe, seen, ...words, body: sealedId(room.roomId) }));
      const [now] = await select(byKey({ roomKey: keyOf(room.roomId) }));
      return now ?? room;
    },
    async changed(id, ended) {
      await query(change({ roomKey: keyOf(id), ended }));
    },
    async left(id) {
      await query(forget({ roomKey: keyOf(id) }));
    },
    async made(id, room) {
      await query(make({ roomKey: keyOf(room), of: id, body: sealedId(room) }));
    },
    async place(id): Promise<Place> {
      const [row] = await query(withCase({ roomKey: keyOf(id) }));
      if (row?.safe !== true) return { where: "nowhere" };
      if (row.kind === "coordination") return { where: "coordination" };
      if (row.kind === "private") return privatePlace(await members.members(id), row.officer_key, session);
      if (row.kind !== "case" || row.case_id === null) return { where: "nowhere" };
      const { year, number, state, body } = row;
      if (year === null || number === null || state === null || body === null) return { where: "nowhere" };
      const of: CaseId = caseId(row.case_id);
      const { codes } = caseOf(await keys.case(of, query), of, body);
      return { where: "case", case: of, ref: caseRef({ year, number }), codes, state };
    },
  };
}
