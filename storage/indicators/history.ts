import type { CaseId, Ref } from "#domain/primitives/ids.ts";
import type { Session } from "../engine/session.ts";
import type { IndicatorLife } from "../index.ts";
import { openJson } from "../sealing/sealed.ts";
import { type ChangeBody, type DoubtBody, eventCell } from "./row.ts";
import { numbersOf } from "./selected.ts";

interface EventRow {
  readonly id: string;
  readonly at: Date;
  readonly ended: boolean;
  readonly body: Buffer;
}
interface SightingBody extends DoubtBody {
  readonly source?: string;
}

/** How much of each is shown. */
const most = { sighting: 3, indicator_doubt: 10, indicator_change: 5 } as const;

/** What happened to one record, newest first. */
export const indicatorHistory =
  ({ query, keys }: Session): IndicatorLife["history"] =>
  async (of: CaseId, ref: Ref<"IOC">) => {
    const [record] = await query<{ id: string }>("select id from liaison.indicator where case_id = $1 and number = any($2)", [
      of,
      numbersOf([ref]),
    ]);
    if (record === undefined) return undefined;
    const key = await keys.case(of, query);
    const events = async <B>(table: keyof typeof most, ended = "false") => {
      const rows = await query<EventRow>(
        `select id, at, ${ended} as ended, body from liaison.${table} where indicator_id = $1 order by at desc, id desc limit $2`,
        [record.id, most[table]],
      );
      return rows.map((row) => ({ at: row.at, ended: row.ended, body: openJson<B>(key, eventCell(table, row.id), row.body) }));
    };
    const [count] = await query<{ changes: number }>(
      "select count(*)::int as changes from liaison.indicator_change where indicator_id = $1",
      [record.id],
    );
    const changes = await events<ChangeBody>("indicator_change");
    return {
      sightings: (await events<SightingBody>("sighting")).map(({ at, body: { by, source, note } }) => ({
        at,
        by,
        ...(source !== undefined && { source }),
        ...(note !== undefined && { note }),
      })),
      doubts: (await events<DoubtBody>("indicator_doubt", "ended_at is not null")).map(({ at, ended, body }) => ({
        at,
        ...body,
        ...(ended && { ended: true as const }),
      })),
      changes: changes.map(({ at, body }) => ({ at, ...body })),
      older: (count?.changes ?? 0) - changes.length,
    };
  };
