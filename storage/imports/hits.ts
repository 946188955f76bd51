import { type NotNull, sql } from "kysely";
import { mostLines } from "#domain/notices/hit-message.ts";
import { type CaseId, caseId } from "#domain/primitives/ids.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { rowsOf } from "../engine/values.ts";
import { schedule } from "../engine/work.ts";
import { correlateRun } from "../hits/correlate-many.ts";
import { hitsNumbered } from "../hits/hits.ts";
import type { ImportMet, Imports } from "../index.ts";

/** The numbers of a portion whose values are logged. */
const held = prepared(({ id }: { id: string }) =>
  db
    .selectFrom("import_portion as p")
    .innerJoin("import as i", "i.id", "p.import_id")
    .select(["p.import_id", "p.case_id", "p.first", "p.last"])
    .where("p.id", "=", id)
    .where("p.body", "is", null)
    .forUpdate(["p", "i"])
    .$narrowType<{ first: NotNull; last: NotNull }>(),
);
const drop = prepared(({ id }: { id: string }) => db.deleteFrom("import_portion").where("id", "=", id));
interface Met {
  readonly importId: string;
  readonly cases: readonly CaseId[];
  readonly firsts: readonly number[];
  readonly lasts: readonly number[];
  readonly gave: readonly number[];
}
const put = prepared(({ importId, cases, firsts, lasts, gave }: Met) =>
  db
    .insertInto("import_met")
    .columns(["import_id", "case_id", "first", "last", "gave"])
    .expression(
      db
        .selectFrom(rowsOf("m", { case_id: ["uuid", cases], first: ["int", firsts], last: ["int", lasts], gave: ["int", gave] }))
        .select([sql<string>`${importId}::uuid`.as("import_id"), "m.case_id", "m.first", "m.last", "m.gave"]),
    ),
);
const nextOf = prepared(({ importId }: { importId: string }) =>
  db.selectFrom("import_portion").select("id").where("import_id", "=", importId).orderBy("number").limit(1),
);
const takeMet = prepared(({ importId }: { importId: string }) =>
  db.deleteFrom("import_met").where("import_id", "=", importId).returning(["case_id", "first", "last", "gave"]),
);

/** Lets the records of an import meet those of other cases, portion by portion, and tells of all at the end. */
export function importHits(session: Session): Imports["meet"] {
  const { query } = session;
  return async (portionId, now) => {
    const [portion] = await query(held({ id: portionId }));
    if (portion === undefined) return [];
    const { import_id: importId, first, last } = portion;
    const met = await correlateRun(session, caseId(portion.case_id), { first, last }, now);
    await query(drop({ id: portionId }));
    await query(
      put({
        importId,
        cases: met.map((one) => one.case),
        firsts: met.map((one) => one.first),
        lasts: met.map((one) => one.last),
        gave: met.map((one) => one.gave),
      }),
    );
    const [next] = await query(nextOf({ importId }));
    if (next === undefined) return told(session, importId);
    await schedule(session, { job: "correlate-import", subject: next.id }, now);
    return [];
  };
}

/** What has gathered, once. */
async function told(session: Session, importId: string): Promise<readonly ImportMet[]> {
  const rows = await session.query(takeMet({ importId }));
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
