import { sql } from "kysely";
import type { CaseId, Ref } from "#domain/primitives/ids.ts";
import { db, type Row } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf } from "../engine/values.ts";
import type { Lifecycle } from "../index.ts";
import { openJson } from "../sealing/sealed.ts";
import { type ChangeBody, type DoubtBody, eventCell } from "./row.ts";
import { numbersOf } from "./selected.ts";

interface SightingBody extends DoubtBody {
  readonly source?: string;
}

const numbered = prepared(({ of, numbers }: { of: CaseId; numbers: readonly number[] }) =>
  db.selectFrom("indicator").select("id").where("case_id", "=", of).where("number", "=", anyOf(numbers)),
);
const newest = (table: "sighting" | "indicator_doubt" | "indicator_change", id: string) =>
  db.selectFrom(table).select(["id", "at", "body"]).where("indicator_id", "=", id).orderBy("at", "desc").orderBy("id", "desc");
/** Of each only so many are shown. */
const sightings = prepared(({ id }: { id: string }) => newest("sighting", id).limit(3));
const doubts = prepared(({ id }: { id: string }) =>
  db
    .selectFrom("indicator_doubt")
    .select(["id", "at", "body", "ended_at"])
    .where("indicator_id", "=", id)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(10),
);
const changesOf = prepared(({ id }: { id: string }) => newest("indicator_change", id).limit(5));
const counted = prepared(({ id }: { id: string }) =>
  db.selectFrom("indicator_change").select(sql<number>`count(*)::int`.as("changes")).where("indicator_id", "=", id),
);

/** What happened to one record, newest first. */
export const indicatorHistory =
  ({ query, keys }: Session): Lifecycle["history"] =>
  async (of: CaseId, ref: Ref<"IOC">) => {
    const [record] = await query(numbered({ of, numbers: numbersOf([ref]) }));
    if (record === undefined) return undefined;
    const key = await keys.case(of, query);
    const { id } = record;
    const opened = <B>(table: Parameters<typeof eventCell>[0], row: Row<"sighting", "id" | "body">) =>
      openJson<B>(key, eventCell(table, row.id), row.body);
    const [count] = await query(counted({ id }));
    const changes = await query(changesOf({ id }));
    return {
      sightings: (await query(sightings({ id }))).map((row) => {
        const { by, source, note } = opened<SightingBody>("sighting", row);
        return { at: row.at, by, ...(source !== undefined && { source }), ...(note !== undefined && { note }) };
      }),
      doubts: (await query(doubts({ id }))).map((row) => ({
        at: row.at,
        ...opened<DoubtBody>("indicator_doubt", row),
        ...(row.ended_at !== null && { ended: true as const }),
      })),
      changes: changes.map((row) => ({ at: row.at, ...opened<ChangeBody>("indicator_change", row) })),
      older: (count?.changes ?? 0) - changes.length,
    };
  };
