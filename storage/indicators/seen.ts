import { sql } from "kysely";
import type { CaseId } from "#domain/primitives/ids.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { anyOf, rowsOf } from "../engine/values.ts";
import type { Lifecycle } from "../index.ts";
import { sealJson } from "../sealing/sealed.ts";
import { rematch, unmatch } from "./rematch.ts";
import { type DoubtBody, eventCell } from "./row.ts";
import { isLive, owns, refsOf, refused, selected } from "./selected.ts";

interface Sightings {
  readonly of: CaseId;
  readonly ids: readonly string[];
  readonly records: readonly string[];
  readonly bodies: readonly Buffer[];
  readonly at: Date;
  readonly now: Date;
}
const see = prepared(({ of, ids, records, bodies, at, now }: Sightings) =>
  db
    .with("seen", (q) =>
      q
        .insertInto("sighting")
        .columns(["id", "indicator_id", "case_id", "at", "body"])
        .expression(
          db
            .selectFrom(rowsOf("s", { id: ["uuid", ids], of: ["uuid", records], body: ["bytea", bodies] }))
            .select(["s.id", "s.of", sql<string>`${of}::uuid`.as("case_id"), sql<Date>`${at}::timestamptz`.as("at"), "s.body"]),
        ),
    )
    .with("believed", (q) =>
      q.updateTable("indicator_doubt").set({ ended_at: now }).where("indicator_id", "=", anyOf(records)).where("ended_at", "is", null),
    )
    .updateTable("indicator")
    .set((eb) => ({
      times_seen: eb("times_seen", "+", 1),
      doubts: 0,
      refuted: false,
      first_seen_at: eb.fn<Date>("least", [eb.fn.coalesce("first_seen_at", "last_seen_at"), sql`${at}::timestamptz`]),
      last_seen_at: eb.fn<Date>("greatest", ["last_seen_at", sql`${at}::timestamptz`]),
    }))
    .where("id", "=", anyOf(records)),
);
interface Marks {
  readonly ids: readonly string[];
  readonly records: readonly string[];
  readonly bodies: readonly Buffer[];
  readonly userKey: Buffer;
  readonly now: Date;
}
const mark = prepared(({ ids, records, bodies, userKey, now }: Marks) =>
  db
    .insertInto("indicator_doubt")
    .columns(["id", "indicator_id", "user_key", "at", "body"])
    .expression(
      db
        .selectFrom(rowsOf("d", { id: ["uuid", ids], of: ["uuid", records], body: ["bytea", bodies] }))
        .select(["d.id", "d.of", sql<Buffer>`${userKey}::bytea`.as("user_key"), sql<Date>`${now}::timestamptz`.as("at"), "d.body"]),
    )
    .onConflict((known) => known.columns(["indicator_id", "user_key"]).where("ended_at", "is", null).doNothing())
    .returning("indicator_id"),
);
const doubt = prepared(({ doubted, refuted }: { doubted: readonly string[]; refuted: readonly string[] }) =>
  db
    .updateTable("indicator")
    .set((eb) => ({
      doubts: eb("doubts", "+", sql<number>`(${eb("id", "=", anyOf(doubted))})::int`),
      refuted: eb.or([eb("refuted", "=", true), eb("id", "=", anyOf(refuted))]).$castTo<boolean>(),
    }))
    .where((eb) => eb.or([eb("id", "=", anyOf(doubted)), eb("id", "=", anyOf(refuted))])),
);

/** Seen once more: nobody's doubt holds any longer. */
export const indicatorSeen =
  (session: Session): Lifecycle["seen"] =>
  async (of, edit, { at, warned, ...rest }) => {
    const { key, records, unknown } = await selected(session, of, edit.refs);
    const live = records.filter(isLive);
    const ids = live.map(({ id }) => id);
    const sightings = ids.map(() => uuidv7());
    const bodies = sightings.map((id) => sealJson(key, eventCell("sighting", id), { by: edit.by, ...rest }));
    await session.query(see({ of, ids: sightings, records: ids, bodies, at, now: edit.now }));
    const refuted = live.filter((record) => record.refuted);
    if (refuted.length > 0) await rematch(session, of, refuted, { warned, now: edit.now });
    return { ...refused(records, unknown, "anybody"), seen: refsOf(live), back: refsOf(live.filter(({ doubts }) => doubts > 0)) };
  };

/** Held for a false positive. */
export const indicatorDoubt =
  (session: Session): Lifecycle["doubt"] =>
  async (of, edit, note) => {
    const { query, keys } = session;
    const { key, records, unknown } = await selected(session, of, edit.refs);
    const live = records.filter(isLive);
    const marks = live.map((record) => ({ id: uuidv7(), record }));
    const body: DoubtBody = { by: edit.by, ...(note !== undefined && { note }) };
    const written = await query(
      mark({
        ids: marks.map(({ id }) => id),
        records: marks.map(({ record }) => record.id),
        bodies: marks.map(({ id }) => sealJson(key, eventCell("indicator_doubt", id), body)),
        userKey: keys.keyed("user", edit.by),
        now: edit.now,
      }),
    );
    const fresh = new Set(written.map((row) => row.indicator_id));
    const doubted = live.filter(({ id }) => fresh.has(id));
    // who became lead since they marked it may say so by marking it once more
    const refuted = live.filter((record) => owns(record, edit) && !record.refuted);
    const refutedIds = refuted.map(({ id }) => id);
    await query(doubt({ doubted: doubted.map(({ id }) => id), refuted: refutedIds }));
    await unmatch(session, refutedIds);
    return {
      ...refused(records, unknown, "anybody"),
      doubted: refsOf(live.filter(({ id }) => fresh.has(id) || refutedIds.includes(id))),
      refuted: refsOf(refuted),
      already: refsOf(live.filter(({ id }) => !fresh.has(id) && !refutedIds.includes(id))),
    };
  };
