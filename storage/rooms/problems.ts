import type { RoomId } from "#domain/primitives/ids.ts";
import type { Session } from "../engine/session.ts";
import type { Rooms } from "../index.ts";

/** Tells each trouble once: what is new is known in the transaction that writes what is said about it. */
export const roomProblems = ({ query, keys }: Session, keyOf: (id: RoomId) => Buffer): Pick<Rooms, "troubles"> => ({
  async troubles(id, kind, subjects) {
    const subjectKeys = subjects.map((subject) => keys.keyed("trouble", subject));
    const fresh = await query<{ subject_key: Buffer }>(
      `with over as (delete from liaison.room_trouble where room_key = $1 and kind = $2 and subject_key <> all($3::bytea[]))
       insert into liaison.room_trouble (room_key, kind, subject_key) select distinct $1::bytea, $2, k from unnest($3::bytea[]) k
       on conflict do nothing returning subject_key`,
      [keyOf(id), kind, subjectKeys],
    );
    return subjects.filter((_, at) => fresh.some((row) => row.subject_key.equals(subjectKeys[at] ?? Buffer.alloc(0))));
  },
});
