import { type NotNull, sql } from "kysely";
import { eventId as asEventId, caseId, type EventId, type RoomId } from "#domain/primitives/ids.ts";
import type { Echoes, LostMessages } from "../contract/echoes.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf, rowsOf } from "../engine/values.ts";
import type { Said } from "../index.ts";
import { openRoom } from "../rooms/rooms.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";

interface Body {
  readonly roomId: RoomId;
  readonly event: string;
}
const cell = (event: string) => ({ table: "liaison.echo", column: "body", row: event });
const mostAtOnce = 100;
/** After it was told that a room loses messages, further ones are gathered for so long. */
const pauseMs = 10 * 60_000;
/** What came and was not sent by this bot's outbox is kept so long: a repeat may still find out that it was. */
const unsentMs = 48 * 3_600_000;
/** For `/bot status`, and should it come after all. */
const toldMs = 7 * 24 * 3_600_000;

interface Arrived {
  readonly events: readonly string[];
  readonly roomKeys: readonly Buffer[];
  readonly links: readonly (Buffer | null)[];
  readonly bodies: readonly (Buffer | null)[];
  readonly now: Date;
}
const arrived = prepared(({ events, roomKeys, links, bodies, now }: Arrived) =>
  db
    .insertInto("echo")
    .columns(["event_id", "room_key", "at", "came", "body"])
    .expression(
      db
        .selectFrom(
          rowsOf("e", { event_id: ["text", events], room_key: ["bytea", roomKeys], came: ["bytea", links], body: ["bytea", bodies] }),
        )
        .select(["e.event_id", "e.room_key", sql<Date>`${now}::timestamptz`.as("at"), "e.came", "e.body"])
        .distinctOn("e.event_id"),
    )
    .onConflict((known) =>
      known.column("event_id").doUpdateSet((eb) => ({ came: eb.ref("excluded.came"), body: eb.ref("excluded.body") })),
    ),
);
interface Sent {
  readonly event: EventId;
  readonly roomKey: Buffer;
  readonly now: Date;
  readonly number: number;
  readonly expected: Buffer;
  readonly quiet: boolean;
}
const sent = prepared(({ event, roomKey, now, number, expected, quiet }: Sent) =>
  db
    .insertInto("echo")
    .values({ event_id: event, room_key: roomKey, at: now, number, expected, quiet })
    .onConflict((known) =>
      known.column("event_id").doUpdateSet((eb) => ({
        at: eb.ref("excluded.at"),
        number: eb.ref("excluded.number"),
        expected: eb.ref("excluded.expected"),
        quiet: eb.ref("excluded.quiet"),
      })),
    ),
);
/** What came is what was sent. */
const settle = prepared(({ events }: { events: readonly string[] }) =>
  db.deleteFrom("echo").where("event_id", "=", anyOf(events)).whereRef("expected", "=", "came"),
);
const take = prepared(({ from, until, most }: { from: number; until: number; most: number }) =>
  db
    .updateTable("echo")
    .set((eb) => ({ attempts: eb("attempts", "+", 1) }))
    .where("event_id", "in", (eb) =>
      eb
        .selectFrom("echo as e")
        .select("e.event_id")
        .where("e.body", "is not", null)
        .where("e.number", "is not", null)
        .where("e.attempts", ">=", from)
        .where("e.attempts", "<=", until)
        .orderBy("e.attempts")
        .orderBy("e.at")
        .limit(most),
    )
    .returning(["event_id", "attempts", "body"])
    .$narrowType<{ body: NotNull }>(),
);
const read = prepared(({ event, came }: { event: string; came: Buffer }) =>
  db.updateTable("echo").set({ came, body: null }).where("event_id", "=", event),
);
const changed = prepared(({ event }: { event: string }) =>
  db.updateTable("echo").set({ state: "changed", body: null }).where("event_id", "=", event),
);
const forget = prepared(({ event }: { event: string }) => db.deleteFrom("echo").where("event_id", "=", event));
const any = prepared(() => db.selectFrom("echo").select("event_id").where("told_at", "is", null).where("number", "is not", null).limit(1));
const waited = prepared(({ ms, limit, now }: { ms: number; limit: number; now: Date }) => {
  const since = sql<number>`waited_ms + least(${ms}::int, greatest(0, extract(epoch from ${now}::timestamptz - at) * 1000)::int)`;
  return db
    .updateTable("echo")
    .set({ waited_ms: since, state: sql<"awaited" | "lost">`case when ${since} >= ${limit}::int then 'lost' else state end` })
    .where("state", "=", "awaited")
    .where("number", "is not", null)
    .where("came", "is", null)
    .where("body", "is", null);
});
/** What was read is another message than what was sent under this event. */
const differing = prepared(() =>
  db.updateTable("echo").set({ state: "changed" }).where("state", "<>", "changed").whereRef("came", "<>", "expected"),
);
const prune = prepared(({ unsent, told }: { unsent: Date; told: Date }) =>
  db.deleteFrom("echo").where((eb) => eb.or([eb.and([eb("number", "is", null), eb("at", "<", unsent)]), eb("told_at", "<", told)])),
);
const tell = prepared(({ now, before }: { now: Date; before: Date }) =>
  db
    .with("told", (q) =>
      q
        .updateTable("echo")
        .set({ told_at: now })
        .where("told_at", "is", null)
        .where("state", "<>", "awaited")
        .where("room_key", "not in", (eb) =>
          eb.selectFrom("echo as e").select("e.room_key").where("e.told_at", ">", before).where("e.quiet", "=", false),
        )
        .returning(["event_id", "room_key", "number", "state", "quiet"]),
    )
    .selectFrom("told as t")
    .innerJoin("room as r", "r.room_key", "t.room_key")
    .select(["t.event_id", "t.number", "t.state", "t.quiet", "r.room_key", "r.kind", "r.case_id", "r.body"])
    .orderBy("t.number"),
);

/** What was sent in the end: from now on it has to come back. */
export function awaitEcho({ send, keys }: Session, event: EventId, { room, notice, link, number }: Said, now: Date): void {
  if (link === undefined || number === undefined) return;
  // what tells of lost messages may be lost as well, and so on for ever
  const quiet = notice.type === "messages-lost";
  send(sent({ event, roomKey: keys.keyed("room", room), now, number, expected: keys.keyed("echo", link), quiet }));
  send(settle({ events: [event] }));
}

export const echoes = (session: Session): Echoes => {
  const { query, send, keys } = session;
  return {
    async came(events, now) {
      if (events.length === 0) return;
      const ids = events.map(({ eventId }) => eventId);
      send(
        arrived({
          events: ids,
          roomKeys: events.map(({ roomId }) => keys.keyed("room", roomId)),
          links: events.map((one) => ("link" in one.read ? keys.keyed("echo", one.read.link) : null)),
          bodies: events.map(({ eventId, roomId, read: what }) =>
            "event" in what ? sealJson(keys.coordination, cell(eventId), { roomId, event: what.event } satisfies Body) : null,
          ),
          now,
        }),
      );
      send(settle({ events: ids }));
    },
    async take() {
      const fresh = await query(take({ from: 0, until: 0, most: mostAtOnce }));
      const rows = fresh.length > 0 ? fresh : await query(take({ from: 1, until: 1_000, most: 1 }));
      return rows.map(({ event_id, attempts, body }) => ({
        eventId: asEventId(event_id),
        ...openJson<Body>(keys.coordination, cell(event_id), body),
        attempts,
      }));
    },
    async read(event, what) {
      if (what === "removed") return send(forget({ event }));
      if (what === "unreadable") return send(changed({ event }));
      send(read({ event, came: keys.keyed("echo", what.link) }));
      send(settle({ events: [event] }));
    },
    async any() {
      return (await query(any())).length > 0;
    },
    async waited(ms, limitMs, now) {
      send(waited({ ms: Math.round(ms), limit: limitMs, now }));
      send(differing());
      send(prune({ unsent: new Date(now.getTime() - unsentMs), told: new Date(now.getTime() - toldMs) }));
    },
    async untold(now) {
      const rows = await query(tell({ now, before: new Date(now.getTime() - pauseMs) }));
      const groups = Map.groupBy(rows, ({ room_key, state, quiet }) => `${room_key.toString("hex")} ${state} ${quiet}`);
      return [...groups.values()].map((group): LostMessages => {
        const [{ room_key, body, kind, case_id, state, quiet }] = group as [(typeof group)[0], ...typeof group];
        const room = { roomId: openRoom(session)({ room_key, body }), kind, ...(case_id !== null && { case: caseId(case_id) }) };
        const numbers = group.flatMap(({ number }) => number ?? []);
        return {
          room,
          events: group.map(({ event_id }) => asEventId(event_id)),
          numbers,
          why: state === "changed" ? "changed" : "lost",
          quiet,
        };
      });
    },
  };
};
