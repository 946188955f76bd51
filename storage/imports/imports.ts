import { sql } from "kysely";
import type { CaseId } from "#domain/primitives/ids.ts";
import { numberOf } from "#domain/primitives/ref.ts";
import { nextNumber } from "../cases/numbering.ts";
import { db, type Row } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { anyOf } from "../engine/values.ts";
import { schedule } from "../engine/work.ts";
import type { ImportEntry, Imports } from "../index.ts";
import { valueKeyOf } from "../indicators/log.ts";
import { sealJson } from "../sealing/sealed.ts";
import { importHits } from "./hits.ts";
import { forImports, oweMeetings } from "./log.ts";
import { type ImportBody, type ImportProgress, importCell, importColumns, importOf, importRef, sealPortion } from "./rows.ts";

/** Values of one portion: so many are logged in one transaction. */
const portionSize = 1_000;

function portionsOf<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / portionSize) }, (_, at) => all.slice(at * portionSize, (at + 1) * portionSize));
}
const nothingYet: ImportProgress = { logged: [], again: 0, raised: 0, warned: [], failed: { first: [], total: 0 } };

const putPortion = prepared((portion: Row<"import_portion", "id" | "import_id" | "case_id" | "number" | "rows" | "body">) =>
  db.insertInto("import_portion").values({
    id: portion.id,
    import_id: portion.import_id,
    case_id: portion.case_id,
    number: portion.number,
    rows: portion.rows,
    body: portion.body,
  }),
);
const heldOf = prepared(({ of, valueKeys }: { of: CaseId; valueKeys: readonly Buffer[] }) =>
  db
    .selectFrom("indicator")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("case_id", "=", of)
    .where("value_key", "=", anyOf(valueKeys))
    .where("state", "=", "live"),
);
interface Started {
  readonly id: string;
  readonly of: CaseId;
  readonly total: number;
  readonly now: Date;
  readonly body: Buffer;
  readonly progress: Buffer;
}
const begin = prepared(({ id, of, total, now, body, progress }: Started) =>
  db
    .with("counted", () => nextNumber(of, "next_import"))
    .insertInto("import")
    .columns(["id", "case_id", "number", "state", "total", "done", "started_at", "body", "progress"])
    .expression((eb) =>
      eb
        .selectFrom("counted")
        .select([
          sql<string>`${id}::uuid`.as("id"),
          sql<string>`${of}::uuid`.as("case_id"),
          "counted.number",
          sql<"running">`'running'`.as("state"),
          sql<number>`${total}::int`.as("total"),
          sql<number>`0`.as("done"),
          sql<Date>`${now}::timestamptz`.as("started_at"),
          sql<Buffer>`${body}::bytea`.as("body"),
          sql<Buffer>`${progress}::bytea`.as("progress"),
        ]),
    )
    .returning("number"),
);
const held = prepared(({ of, number }: { of: CaseId; number: number }) =>
  db.selectFrom("import").select(importColumns).where("case_id", "=", of).where("number", "=", number).forUpdate(),
);
const cancel = prepared(({ id, now }: { id: string; now: Date }) =>
  db.updateTable("import").set({ state: "cancelled", ended_at: now }).where("id", "=", id),
);
const dropUnlogged = prepared(({ id }: { id: string }) =>
  db.deleteFrom("import_portion").where("import_id", "=", id).where("body", "is not", null),
);

/** Imports of a case, all under its own key. */
export function imports(session: Session): Imports {
  const { query, keys } = session;

  async function keep(importId: string, of: CaseId, number: number, entries: readonly ImportEntry[]): Promise<string> {
    const id = uuidv7();
    const body = sealPortion(await keys.case(of, query), id, entries);
    await query(putPortion({ id, import_id: importId, case_id: of, number, rows: entries.length, body }));
    return id;
  }

  return {
    async held(of, found) {
      let known = 0;
      for (const some of portionsOf(found)) {
        const [row] = await query(heldOf({ of, valueKeys: some.map((indicator) => valueKeyOf(keys, of, indicator)) }));
        known += row?.count ?? 0;
      }
      return known;
    },
    async start(of, { file, entries, codes, by, origin }, now) {
      const id = uuidv7();
      const key = await keys.case(of, query);
      const body: ImportBody = { ...file, codes, by, origin };
      const [row] = await query(
        begin({
          id,
          of,
          total: entries.length,
          now,
          body: sealJson(key, importCell("body", id), body),
          progress: sealJson(key, importCell("progress", id), nothingYet),
        }),
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
      const [row] = await query(held({ of, number }));
      if (row === undefined) return undefined;
      const found = importOf(await keys.case(of, query), row);
      if (row.state !== "running") return { ...found, ended: true };
      await query(cancel({ id: row.id, now }));
      await query(dropUnlogged({ id: row.id }));
      await oweMeetings(session, row.id, now);
      return { ...found, line: { ...found.line, state: "cancelled" }, ended: false };
    },
  };
}
