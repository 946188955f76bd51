import { sql } from "kysely";
import type { Notice } from "#domain/notices/index.ts";
import { refsLogged, shownIn } from "#domain/notices/policy.ts";
import type { CaseId, EventId } from "#domain/primitives/ids.ts";
import { numberOf } from "#domain/primitives/ref.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf, orNull, rowsOf } from "../engine/values.ts";
import type { Said } from "../index.ts";

interface Shown {
  readonly event: EventId;
  readonly roomKey: Buffer;
  readonly cases: readonly CaseId[];
  readonly numbers: readonly number[];
  readonly about: CaseId | null;
  readonly hits: readonly number[];
}
const putShown = prepared(({ event, roomKey, cases, numbers, about, hits }: Shown) => {
  const rest = [sql<string>`${event}::text`.as("event_id"), sql<Buffer>`${roomKey}::bytea`.as("room_key"), sql<boolean>`false`.as("typed")];
  return db
    .insertInto("shown")
    .columns(["indicator_id", "event_id", "room_key", "typed"])
    .expression(
      db
        .selectFrom(rowsOf("n", { case_id: ["uuid", cases], number: ["int", numbers] }))
        .innerJoin("indicator as i", (join) => join.onRef("i.case_id", "=", "n.case_id").onRef("i.number", "=", "n.number"))
        .select("i.id as indicator_id")
        .select(rest)
        .union(
          db
            .selectFrom("hit_side as s")
            .select("s.other_id as indicator_id")
            .select(rest)
            .where("s.case_id", "=", orNull(about))
            .where("s.number", "=", anyOf(hits)),
        ),
    )
    .onConflict((known) => known.doNothing());
});
const putTyped = prepared(({ event, of, numbers }: { event: EventId; of: CaseId; numbers: readonly number[] }) =>
  db
    .insertInto("shown")
    .columns(["indicator_id", "event_id", "room_key", "typed"])
    .expression(
      db
        .selectFrom("inbox as b")
        .innerJoin("indicator as i", (join) => join.on("i.case_id", "=", of).on("i.number", "=", anyOf(numbers)))
        .select(["i.id", "b.event_id", "b.room_key", sql<boolean>`true`.as("typed")])
        .where("b.event_id", "=", event),
    )
    .onConflict((known) => known.doNothing()),
);
const counted = prepared(({ of, ids }: { of: CaseId; ids: readonly string[] }) =>
  db
    .selectFrom("shown as s")
    .innerJoin("room as r", "r.room_key", "s.room_key")
    .select([
      sql<number>`(count(distinct event_id) filter (where not typed))::int`.as("messages"),
      sql<number>`(count(distinct event_id) filter (where typed))::int`.as("commands"),
    ])
    .where("r.case_id", "=", of)
    .where("s.indicator_id", "=", anyOf(ids)),
);

/**
 * Keeps which records a message shows, for the day on which one of them is spilled. That may be today: what is pending follows
 * from the record's state, so it does not matter which of the two is committed first.
 */
export function keepShown({ send, keys }: Session, event: EventId, { room, notice, about }: Said): void {
  const { records, hits } = shownIn(notice);
  const shown = records.flatMap(({ case: of = about, ref }) => (of === undefined ? [] : [{ of, number: numberOf(ref) }]));
  if (shown.length + hits.length === 0) return;
  send(
    putShown({
      event,
      roomKey: keys.keyed("room", room),
      cases: shown.map(({ of }) => of),
      numbers: shown.map(({ number }) => number),
      about: about ?? null,
      hits: hits.map(numberOf),
    }),
  );
}

/** The same for the command that this answers, with the answer: it stands in the room whatever becomes of that. */
export function keepTyped({ send }: Session, event: EventId, of: CaseId, answer: Notice): void {
  const typed = refsLogged(answer);
  if (typed.length === 0) return;
  send(putTyped({ event, of, numbers: typed.map(numberOf) }));
}

/** How many events in their case's own room show one of these records; how often it was looked at elsewhere is nobody's business. */
export async function countShown(
  { query }: Session,
  of: CaseId,
  indicatorIds: readonly string[],
): Promise<{ readonly messages: number; readonly commands: number }> {
  const [row] = await query(counted({ of, ids: indicatorIds }));
  return row ?? { messages: 0, commands: 0 };
}
