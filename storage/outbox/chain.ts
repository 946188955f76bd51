import type { RoomId } from "#domain/primitives/ids.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import type { Outbox } from "../index.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";

const cell = (roomKey: Buffer) => ({ table: "liaison.said_chain", column: "link", row: roomKey.toString("hex") });

interface Keys {
  readonly id: string;
  readonly roomKey: Buffer;
}
const held = prepared(({ id, roomKey }: Keys) =>
  db
    .selectFrom("outbox as o")
    .innerJoin("said_chain as c", "c.room_key", "o.numbered_in")
    .select(["o.number", "c.link"])
    .where("o.id", "=", id)
    .where("o.numbered_in", "=", roomKey),
);
/** Who comes second waits until the first has its number. */
const next = prepared(({ roomKey }: { roomKey: Buffer }) =>
  db
    .insertInto("said_chain")
    .values({ room_key: roomKey, number: 1 })
    .onConflict((known) => known.column("room_key").doUpdateSet((eb) => ({ number: eb("said_chain.number", "+", 1) })))
    .returning(["number", "link"]),
);
const keep = prepared(({ id, roomKey, number }: Keys & { number: number }) =>
  db.updateTable("outbox").set({ number, numbered_in: roomKey }).where("id", "=", id),
);
/**
 * Unless a later one has a number already, or one of several attempts may have arrived after all: then the gap stays, and is
 * true of what was refused.
 */
const giveBack = prepared(({ id }: { id: string }) =>
  db
    .with("free", (q) =>
      q
        .updateTable("said_chain as c")
        .from("outbox as o")
        .set((eb) => ({ number: eb("c.number", "-", 1) }))
        .where("o.id", "=", id)
        .whereRef("o.numbered_in", "=", "c.room_key")
        .whereRef("o.number", "=", "c.number")
        .where("o.attempts", "=", 1)
        .returning("o.id"),
    )
    .updateTable("outbox")
    .set({ number: null, numbered_in: null })
    .where("id", "=", (eb) => eb.selectFrom("free").select("free.id")),
);
const link = prepared(({ roomKey, sealed }: { roomKey: Buffer; sealed: Buffer }) =>
  db.updateTable("said_chain").set({ link: sealed }).where("room_key", "=", roomKey),
);

/** Numbers what the bot says, a room at a time. */
export const chain = ({
  query,
  send,
  keys,
}: Session): Pick<Outbox, "place"> & {
  /** Of a message that will never be said. */
  giveBack(id: string): void;
  /** It was said: the next one names it by this. */
  remember(room: RoomId, link: string): void;
} => ({
  async place(id, room) {
    const roomKey = keys.keyed("room", room);
    const [before] = await query(held({ id, roomKey }));
    const [row] = before === undefined ? await query(next({ roomKey })) : [before];
    if (row === undefined || row.number === null) throw new Error("a statement without a row");
    if (before === undefined) send(keep({ id, roomKey, number: row.number }));
    return { number: row.number, previous: row.link === null ? "" : openJson<string>(keys.coordination, cell(roomKey), row.link) };
  },
  giveBack(id) {
    send(giveBack({ id }));
  },
  remember(room, last) {
    const roomKey = keys.keyed("room", room);
    send(link({ roomKey, sealed: sealJson(keys.coordination, cell(roomKey), last) }));
  },
});
