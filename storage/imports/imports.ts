import type { CaseId } from "#domain/primitives/ids.ts";
import { numberOf } from "#domain/primitives/ref.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { schedule } from "../engine/work.ts";
import type { ImportEntry, Imports } from "../index.ts";
import { valueKeyOf } from "../indicators/log.ts";
import { sealJson } from "../sealing/sealed.ts";
import { importHits } from "./hits.ts";
import { forImports, oweMeetings } from "./log.ts";
import { type ImportBody, type ImportProgress, type ImportSelected, importCell, importOf, importRef, sealPortion } from "./rows.ts";

/** Values of one portion: so many are logged in one transaction. */
const portionSize = 1_000;

function portionsOf<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / portionSize) }, (_, at) => all.slice(at * portionSize, (at + 1) * portionSize));
}
const nothingYet: ImportProgress = { logged: [], again: 0, raised: 0, warned: [], failed: { first: [], total: 0 } };

/** Imports of a case, all under its own key. */
export function imports(session: Session): Imports {
  const { query, keys } = session;

  async function keep(importId: string, of: CaseId, number: number, entries: readonly ImportEntry[]): Promise<string> {
    const id = uuidv7();
    await query("insert into liaison.import_portion (id, import_id, case_id, number, rows, body) values ($1, $2, $3, $4, $5, $6)", [
      id,
      importId,
      of,
      number,
      entries.length,
      sealPortion(await keys.case(of, query), id, entries),
    ]);
    return id;
  }

  return {
    async held(of, found) {
      let held = 0;
      for (const some of portionsOf(found)) {
        const [row] = await query<{ count: number }>(
          "select count(*)::int as count from liaison.indicator where case_id = $1 and value_key = any($2) and state = 'live'",
          [of, some.map((indicator) => valueKeyOf(keys, of, indicator))],
        );
        held += row?.count ?? 0;
      }
      return held;
    },
    async start(of, { file, entries, codes, by, origin }, now) {
      const id = uuidv7();
      const key = await keys.case(of, query);
      const body: ImportBody = { ...file, codes, by, origin };
      const [row] = await query<{ number: number }>(
        `with counted as (update liaison.case_file set next_import = next_import + 1 where id = $2 returning next_import - 1 as number)
         insert into liaison.import (id, case_id, number, state, total, done, started_at, body, progress)
         select $1, $2, number, 'running', $3, 0, $4, $5, $6 from counted returning number`,
        [id, of, entries.length, now, sealJson(key, importCell("body", id), body), sealJson(key, importCell("progress", id), nothingYet)],
      );
      if (row === undefined) throw new Error("an import into a case that does not exist");
      let first: string | undefined;
      for (const [at, some] of portionsOf(entries).entries()) {
        const portion = await keep(id, of, at + 1, some);
        first ??= portion;
      }
      if (first === undefined) throw new Error("an import of nothing");
      await schedule(session, { job: "import", subject: first }, now);
      return importRef(row.number);
    },
    ...forImports(session),
    meet: importHits(session),
    async cancel(of, ref, now) {
      const number = numberOf(ref);
      if (!(number > 0 && number < 2 ** 31)) return undefined;
      const [row] = await query<ImportSelected>("select * from liaison.import where case_id = $1 and number = $2 for update", [of, number]);
      if (row === undefined) return undefined;
      const found = importOf(await keys.case(of, query), row);
      if (row.state !== "running") return { ...found, ended: true };
      await query("update liaison.import set state = 'cancelled', ended_at = $2 where id = $1", [row.id, now]);
      await query("delete from liaison.import_portion where import_id = $1 and body is not null", [row.id]);
      await oweMeetings(session, row.id, now);
      return { ...found, line: { ...found.line, state: "cancelled" }, ended: false };
    },
  };
}
