import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { ExportLine } from "#domain/export/summary.ts";
import { type CaseId, caseId } from "#domain/primitives/ids.ts";
import { db, type Row } from "../database.ts";
import { prepared, type RowOf } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { schedule } from "../engine/work.ts";
import type { ExportAsked, ExportMade, Exports } from "../index.ts";
import { indicatorPages } from "../indicators/pages.ts";
import { rooms } from "../rooms/rooms.ts";
import { openJson, type ScopeKey, sealJson } from "../sealing/sealed.ts";

const cell = (column: "body" | "outcome", row: string) => ({ table: "liaison.export", column, row });

const put = prepared((asked: Row<"export", "id" | "case_id" | "asked_at" | "body">) =>
  db.insertInto("export").values({ id: asked.id, case_id: asked.case_id, asked_at: asked.asked_at, body: asked.body }),
);
const take = prepared(({ id }: { id: string }) =>
  db.selectFrom("export").select(["case_id", "asked_at", "body"]).where("id", "=", id).where("ended_at", "is", null).forUpdate(),
);
const caseOf = prepared(({ id }: { id: string }) => db.selectFrom("export").select("case_id").where("id", "=", id));
const end = prepared(({ id, now, outcome }: { id: string; now: Date; outcome: Buffer | null }) =>
  db.updateTable("export").set({ ended_at: now, outcome }).where("id", "=", id),
);
const newest = prepared(({ of, most }: { of: CaseId; most: number }) =>
  db
    .selectFrom("export")
    .select(["id", "asked_at", "body", "outcome", sql<number>`(count(*) over ())::int`.as("total")])
    .where("case_id", "=", of)
    .orderBy("asked_at", "desc")
    .orderBy("id", "desc")
    .limit(most),
);

function exportLine(key: ScopeKey, { id, asked_at, body, outcome }: RowOf<typeof newest>): ExportLine {
  const { by, format, wish, reason } = openJson<ExportAsked>(key, cell("body", id), body);
  const line = { at: asked_at, by, format, for: wish.for, reason };
  if (outcome === null) return line;
  const { name, sha256, records, permitted } = openJson<ExportMade>(key, cell("outcome", id), outcome);
  return { ...line, made: { name, sha256, records: records.length, permitted: permitted.length } };
}

/** Exports of a case, all under its own key. */
export function exports(session: Session): Exports {
  const { query, keys } = session;
  return {
    async audience(of, now) {
      const known = rooms(session);
      const room = await known.ofCase(of);
      return room === undefined ? [] : (await known.listeners(room, now)).filter(({ ofCase }) => ofCase);
    },
    pages: (of) => indicatorPages(session, of),
    async ask(of, asked, now) {
      const id = uuidv7();
      await query(put({ id, case_id: of, asked_at: now, body: sealJson(await keys.case(of, query), cell("body", id), asked) }));
      await schedule(session, { job: "export", subject: id }, now);
    },
    async take(id) {
      const [row] = await query(take({ id }));
      if (row === undefined) return undefined;
      const of = caseId(row.case_id);
      const asked = openJson<ExportAsked>(await keys.case(of, query), cell("body", id), row.body);
      return { ...asked, case: of, askedAt: row.asked_at };
    },
    hash: (file) => createHash("sha256").update(file).digest("hex"),
    async end(id, made, now) {
      const [row] = await query(caseOf({ id }));
      if (row === undefined) throw new Error("an export that does not exist has ended");
      const key = await keys.case(caseId(row.case_id), query);
      const outcome = made === undefined ? null : sealJson(key, cell("outcome", id), made);
      await query(end({ id, now, outcome }));
    },
    async list(of, most) {
      const rows = await query(newest({ of, most }));
      const key = await keys.case(of, query);
      return { exports: rows.map((row) => exportLine(key, row)), total: rows[0]?.total ?? 0 };
    },
  };
}
