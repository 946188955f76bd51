import { type CaseId, caseId, type RoomId } from "#domain/primitives/ids.ts";
import { caseOf, caseRef } from "../cases/case-file.ts";
import type { Session } from "../engine/session.ts";
import type { KnownRoom, Place, Rooms } from "../index.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";
import { roomMembers } from "./members.ts";
import { type OpenRoom, pendingRooms } from "./pending.ts";
import { privatePlace, privateRooms } from "./private-rooms.ts";
import { roomProblems } from "./problems.ts";

interface RoomSelected {
  readonly room_key: Buffer;
  readonly kind: string;
  readonly case_id: string | null;
  readonly safe: boolean;
  readonly body: Buffer;
}

interface PlaceRow {
  readonly kind: string;
  readonly case_id: string | null;
  readonly officer_key: Buffer | null;
  readonly safe: boolean;
  readonly year: number;
  readonly number: number;
  readonly state: string;
  readonly body: Buffer;
}

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
  const select = async (where: string, params: readonly unknown[]) => {
    const rows = await query<RoomSelected>(`select room_key, kind, case_id, safe, body from liaison.room ${where}`, params);
    return rows.map(
      (row): KnownRoom => ({
        roomId: nameOf(row),
        // written by `save` and `made` only
        kind: row.kind as KnownRoom["kind"],
        ...(row.case_id !== null && { case: caseId(row.case_id) }),
        safe: row.safe,
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
      return (await select("where room_key = $1", [keyOf(id)]))[0];
    },
    async ofCase(id) {
      return (await select("where case_id = $1", [id]))[0]?.roomId;
    },
    async ofOfficer(user) {
      return (await select("where officer_key = $1", [keys.keyed("user", user)]))[0]?.roomId;
    },
    all: () => select("", []),
    async of(users) {
      const userKeys = users.map((user) => keys.keyed("user", user));
      const found = await select("where room_key in (select room_key from liaison.room_member where user_key = any($1))", [userKeys]);
      return found.map((room) => room.roomId);
    },
    async save(room) {
      // A case and an officer keep their rooms: whoever saves without knowing of them cannot take these away.
      await query(
        `insert into liaison.room (room_key, kind, case_id, safe, body) values ($1, $2, $3, $4, $5)
         on conflict (room_key) do update set safe = excluded.safe, case_id = coalesce(excluded.case_id, room.case_id),
           kind = case when (excluded.case_id is null and room.case_id is not null) or room.officer_key is not null or room.kind = 'closed'
             then room.kind else excluded.kind end`,
        [keyOf(room.roomId), room.kind, room.case ?? null, room.safe, sealedId(room.roomId)],
      );
    },
    async left(id) {
      await query(
        `with gone as (delete from liaison.room_member where room_key = $1),
              unknown as (delete from liaison.room where room_key = $1 and case_id is null)
         update liaison.room set safe = false where room_key = $1 and case_id is not null`,
        [keyOf(id)],
      );
    },
    async made(id, room) {
      // Not safe until its state has been read.
      await query(
        `insert into liaison.room (room_key, kind, case_id, safe, body) values ($1, 'case', $2, false, $3)
         on conflict (room_key) do update set kind = 'case', case_id = excluded.case_id`,
        [keyOf(room), id, sealedId(room)],
      );
    },
    async place(id): Promise<Place> {
      const [row] = await query<PlaceRow>(
        `select r.kind, r.case_id, r.officer_key, r.safe, c.year, c.number, c.state, c.body
         from liaison.room r left join liaison.case_file c on c.id = r.case_id where r.room_key = $1`,
        [keyOf(id)],
      );
      if (row?.kind === "coordination") return { where: "coordination" };
      if (row?.kind === "private")
        return row.safe ? privatePlace(await members.members(id), row.officer_key, session) : { where: "nowhere" };
      if (row?.kind !== "case" || row.case_id === null) return { where: "nowhere" };
      const of: CaseId = caseId(row.case_id);
      const { codes } = caseOf(await keys.case(of, query), of, row.body);
      return { where: "case", case: of, ref: caseRef(row), codes, state: row.state === "open" ? "open" : "closed" };
    },
  };
}
