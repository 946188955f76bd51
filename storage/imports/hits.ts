import { mostLines } from "#domain/notices/hit-message.ts";
import { caseId } from "#domain/primitives/ids.ts";
import type { Session } from "../engine/session.ts";
import { schedule } from "../engine/work.ts";
import { correlateRun } from "../hits/correlate-many.ts";
import { hitsNumbered } from "../hits/hits.ts";
import type { ImportMet, Imports } from "../index.ts";

interface MetSelected {
  readonly case_id: string;
  readonly first: number;
  readonly last: number;
  readonly gave: number;
}

/** Lets the records of an import meet those of other cases, portion by portion, and tells of all at the end. */
export function importHits(session: Session): Imports["meet"] {
  const { query } = session;
  return async (portionId, now) => {
    const [portion] = await query<{ import_id: string; case_id: string; first: number; last: number }>(
      `select p.import_id, p.case_id, p.first, p.last from liaison.import_portion p join liaison.import i on i.id = p.import_id
       where p.id = $1 and p.body is null for update of p, i`,
      [portionId],
    );
    if (portion === undefined) return [];
    const { import_id: importId, first, last } = portion;
    const met = await correlateRun(session, caseId(portion.case_id), { first, last }, now);
    await query("delete from liaison.import_portion where id = $1", [portionId]);
    await query(
      `insert into liaison.import_met (import_id, case_id, first, last, gave)
       select $1, * from unnest($2::uuid[], $3::int[], $4::int[], $5::int[])`,
      [importId, met.map((one) => one.case), met.map((one) => one.first), met.map((one) => one.last), met.map((one) => one.gave)],
    );
    const [next] = await query<{ id: string }>("select id from liaison.import_portion where import_id = $1 order by number limit 1", [
      importId,
    ]);
    if (next === undefined) return told(session, importId);
    await schedule(session, { job: "correlate-import", subject: next.id }, now);
    return [];
  };
}

/** What has gathered, once. */
async function told(session: Session, importId: string): Promise<readonly ImportMet[]> {
  const rows = await session.query<MetSelected>(
    "delete from liaison.import_met where import_id = $1 returning case_id, first, last, gave",
    [importId],
  );
  const cases = Map.groupBy(
    [...rows].sort((a, b) => a.first - b.first),
    (row) => caseId(row.case_id),
  );
  const met: ImportMet[] = [];
  for (const [of, all] of cases) {
    const numbers = all.flatMap(({ first, last }) => Array.from({ length: Math.min(mostLines, last - first + 1) }, (_, at) => first + at));
    met.push({
      case: of,
      total: all.reduce((sum, { first, last }) => sum + last - first + 1, 0),
      runs: all.map(({ first, last }) => ({ first, last })),
      gave: all.reduce((sum, { gave }) => sum + gave, 0),
      hits: await hitsNumbered(session, of, numbers.slice(0, mostLines)),
    });
  }
  return met;
}
