import { sql } from "kysely";
import type { RoomId } from "#domain/primitives/ids.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { noneOf, rowsOf } from "../engine/values.ts";
import type { Rooms } from "../index.ts";

/** Forgets what is over and keeps what lasts; returns what is new. */
const keep = prepared(({ roomKey, kind, subjectKeys }: { roomKey: Buffer; kind: string; subjectKeys: readonly Buffer[] }) =>
  db
    .with("over", (q) =>
      q.deleteFrom("room_trouble").where("room_key", "=", roomKey).where("kind", "=", kind).where("subject_key", "<>", noneOf(subjectKeys)),
    )
    .insertInto("room_trouble")
    .columns(["room_key", "kind", "subject_key"])
    .expression(
      db
        .selectFrom(rowsOf("t", { subject_key: ["bytea", subjectKeys] }))
        .select([sql<Buffer>`${roomKey}::bytea`.as("room_key"), sql<string>`${kind}::text`.as("kind"), "t.subject_key"])
        .distinct(),
    )
    .onConflict((known) => known.doNothing())
    .returning("subject_key"),
);

const forget = prepared(({ roomKey, kind }: { roomKey: Buffer; kind: string }) =>
  db.deleteFrom("room_trouble").where("room_key", "=", roomKey).where("kind", "=", kind).returning("subject_key"),
);

/** Tells each problem once: what is new is known in the transaction that writes what is said about it. */
export const roomProblems = ({ query, keys }: Session, keyOf: (id: RoomId) => Buffer): Pick<Rooms, "problems" | "relieved"> => ({
  async problems(id, kind, subjects) {
    const subjectKeys = subjects.map((subject) => keys.keyed("trouble", subject));
    const fresh = await query(keep({ roomKey: keyOf(id), kind, subjectKeys }));
    return subjects.filter((_, at) => fresh.some((row) => row.subject_key.equals(subjectKeys[at] ?? Buffer.alloc(0))));
  },
  relieved: async (id, kind) => (await query(forget({ roomKey: keyOf(id), kind }))).length > 0,
});
