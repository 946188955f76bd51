import type { Candidate } from "#domain/export/selection.ts";
import type { CaseId } from "#domain/primitives/ids.ts";
import type { Session } from "../engine/session.ts";
import { type RecordSelected, recordColumns, recordLine } from "./row.ts";

/** So many numbers are looked at before others get their turn. */
const size = 1_000;

/**
 * Live records of a case by their numbers, in pages. A page is a span of numbers, which the index answers without sorting
 * whatever the planner knows of the table: right after an import that is nothing.
 */
export async function* indicatorPages({ query, keys }: Session, of: CaseId): AsyncGenerator<readonly Candidate[]> {
  const key = await keys.case(of, query);
  const [counter] = await query<{ next_record: number }>("select next_record from liaison.case_file where id = $1", [of]);
  for (let first = 1; first < (counter?.next_record ?? 0); first += size) {
    const rows = await query<RecordSelected>(
      `select ${recordColumns} from liaison.indicator where case_id = $1 and number between $2 and $3 order by number`,
      [of, first, first + size - 1],
    );
    const live = rows.filter(({ state }) => state === "live");
    yield live.map((row): Candidate => {
      const line = recordLine(key, row);
      return { ...line, id: row.id, firstSeenAt: line.firstSeenAt ?? line.lastSeenAt };
    });
  }
}
