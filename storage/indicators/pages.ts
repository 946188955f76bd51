import type { Candidate } from "#domain/export/selection.ts";
import type { CaseId } from "#domain/primitives/ids.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { recordColumns, recordLine } from "./row.ts";

/** So many numbers are looked at before others get their turn. */
const size = 1_000;

const counter = prepared(({ of }: { of: CaseId }) => db.selectFrom("case_file").select("next_record").where("id", "=", of));
const page = prepared(({ of, first, last }: { of: CaseId; first: number; last: number }) =>
  db
    .selectFrom("indicator")
    .select(recordColumns)
    .where("case_id", "=", of)
    .where((eb) => eb.between("number", first, last))
    .orderBy("number"),
);

/**
 * Live records of a case by their numbers, in pages. A page is a span of numbers, which the index answers without sorting
 * whatever the planner knows of the table: right after an import that is nothing.
 */
export async function* indicatorPages({ query, keys }: Session, of: CaseId): AsyncGenerator<readonly Candidate[]> {
  const key = await keys.case(of, query);
  const [numbers] = await query(counter({ of }));
  for (let first = 1; first < (numbers?.next_record ?? 0); first += size) {
    const rows = await query(page({ of, first, last: first + size - 1 }));
    const live = rows.filter(({ state }) => state === "live");
    yield live.map((row): Candidate => {
      const line = recordLine(key, row);
      return { ...line, id: row.id, firstSeenAt: line.firstSeenAt ?? line.lastSeenAt };
    });
  }
}
