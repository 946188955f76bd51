import { sql } from "kysely";
import { sameCodes } from "#domain/codes/strictest.ts";
import type { Changeable } from "#domain/indicators/change.ts";
import type { ChangeLine } from "#domain/indicators/history.ts";
import { isBound } from "#domain/indicators/taken-back.ts";
import type { CaseId, EventId, UserId } from "#domain/primitives/ids.ts";
import { db, type Row } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { anyOf, rowsOf } from "../engine/values.ts";
import type { Doing, Lifecycle } from "../index.ts";
import { openJson, type ScopeKey, sealJson } from "../sealing/sealed.ts";
import { type ChangeBody, eventCell, indicatorBody, indicatorCell, recordRef, type Withdrawal } from "./row.ts";

/** A record by our own id, before and after. */
export interface Changed {
  readonly id: string;
  readonly was: Changeable;
  readonly now: Changeable;
}

const put = prepared(
  ({ ids, records, bodies, at }: { ids: readonly string[]; records: readonly string[]; bodies: readonly Buffer[]; at: Date }) =>
    db
      .insertInto("indicator_change")
      .columns(["id", "indicator_id", "at", "body"])
      .expression(
        db
          .selectFrom(rowsOf("c", { id: ["uuid", ids], of: ["uuid", records], body: ["bytea", bodies] }))
          .select(["c.id", "c.of", sql<Date>`${at}::timestamptz`.as("at"), "c.body"]),
      ),
);

const all = prepared(({ records }: { records: readonly string[] }) =>
  db
    .selectFrom("indicator_change")
    .select(["id", "indicator_id", "at", "body"])
    .where("indicator_id", "=", anyOf(records))
    .orderBy("at")
    .orderBy("id"),
);

/** All that was changed of these records, oldest first. */
export async function changesOf(
  { query }: Session,
  key: ScopeKey,
  records: readonly string[],
): Promise<ReadonlyMap<string, readonly ChangeLine[]>> {
  if (records.length === 0) return new Map();
  const found = new Map<string, ChangeLine[]>();
  for (const { id, indicator_id: of, at, body } of await query(all({ records }))) {
    const line = { at, ...openJson<ChangeBody>(key, eventCell("indicator_change", id), body) };
    found.set(of, [...(found.get(of) ?? []), line]);
  }
  return found;
}

type Ended = Row<"indicator", "id" | "number" | "value_key" | "body"> & { readonly withdrawal: Buffer };

/** Of records that were withdrawn those that come back when somebody logs their values again: of each value the newest. */
export async function boundOf<E extends Ended>(session: Session, key: ScopeKey, rows: readonly E[], by: UserId): Promise<readonly E[]> {
  const changes = await changesOf(
    session,
    key,
    rows.map(({ id }) => id),
  );
  const bound = rows.filter(({ id, body, withdrawal }) => {
    const { by: provider, codes } = indicatorBody(key, id, body);
    const { by: withdrawnBy } = openJson<Withdrawal>(key, indicatorCell("withdrawal", id), withdrawal);
    return isBound({ provider, withdrawnBy, codes, changes: changes.get(id) ?? [] }, by);
  });
  const newest = new Map(bound.toSorted((a, b) => a.number - b.number).map((row) => [row.value_key.toString("hex"), row]));
  return [...newest.values()];
}

/** Writes down what records were before they were changed. */
export async function keepChanges({ query }: Session, key: ScopeKey, changed: readonly Changed[], { by, now: at }: Doing): Promise<void> {
  if (changed.length === 0) return;
  const events = changed.map(({ id: record, was, now }) => {
    const id = uuidv7();
    const body: ChangeBody = { by, was: difference(was, now), now: difference(now, was) };
    return { id, record, body: sealJson(key, eventCell("indicator_change", id), body) };
  });
  await query(
    put({ ids: events.map(({ id }) => id), records: events.map(({ record }) => record), bodies: events.map(({ body }) => body), at }),
  );
}

/** Only the parts that differ. */
function difference(a: Changeable, b: Changeable): Partial<Changeable> {
  return {
    ...(!sameCodes(a.codes, b.codes) && { codes: a.codes }),
    ...(a.permitted?.share !== b.permitted?.share && a.permitted && { permitted: a.permitted }),
    ...(a.tags.join() !== b.tags.join() && { tags: a.tags }),
    ...(a.source !== b.source && a.source !== undefined && { source: a.source }),
    ...(a.note !== b.note && a.note !== undefined && { note: a.note }),
  };
}

const loggedBy = prepared(({ of, event }: { of: CaseId; event: EventId }) =>
  db
    .selectFrom("shown as s")
    .innerJoin("indicator as i", "i.id", "s.indicator_id")
    .select(["i.id", "i.number"])
    .where("s.event_id", "=", event)
    .where("s.typed", "=", true)
    .where("i.case_id", "=", of)
    .orderBy("i.number"),
);

/** Notes that the message of a command was removed, in the history of the records of the case that it had logged. */
export const commandRemoved =
  ({ query, keys }: Session): Lifecycle["commandRemoved"] =>
  async (of, event, { by, now: at }) => {
    const records = await query(loggedBy({ of, event }));
    const key = await keys.case(of, query);
    const ids = records.map(() => uuidv7());
    const bodies = ids.map((id) =>
      sealJson(key, eventCell("indicator_change", id), { by, was: {}, now: {}, removed: true } satisfies ChangeBody),
    );
    if (ids.length > 0) await query(put({ ids, records: records.map(({ id }) => id), bodies, at }));
    return records.map(({ number }) => recordRef(number));
  };
