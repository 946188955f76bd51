import { createHash } from "node:crypto";
import type { ExportLine } from "#domain/export/summary.ts";
import { caseId } from "#domain/primitives/ids.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { schedule } from "../engine/work.ts";
import type { ExportAsked, ExportMade, Exports } from "../index.ts";
import { indicatorPages } from "../indicators/pages.ts";
import { rooms } from "../rooms/rooms.ts";
import { openJson, type ScopeKey, sealJson } from "../sealing/sealed.ts";

const cell = (column: "body" | "outcome", row: string) => ({ table: "liaison.export", column, row });

interface ListedRow {
  readonly id: string;
  readonly asked_at: Date;
  readonly body: Buffer;
  readonly outcome: Buffer | null;
  readonly total: number;
}

function exportLine(key: ScopeKey, { id, asked_at, body, outcome }: ListedRow): ExportLine {
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
      await query("insert into liaison.export (id, case_id, asked_at, body) values ($1, $2, $3, $4)", [
        id,
        of,
        now,
        sealJson(await keys.case(of, query), cell("body", id), asked),
      ]);
      await schedule(session, { job: "export", subject: id }, now);
    },
    async take(id) {
      const [row] = await query<{ case_id: string; asked_at: Date; body: Buffer }>(
        "select case_id, asked_at, body from liaison.export where id = $1 and ended_at is null for update",
        [id],
      );
      if (row === undefined) return undefined;
      const of = caseId(row.case_id);
      const asked = openJson<ExportAsked>(await keys.case(of, query), cell("body", id), row.body);
      return { ...asked, case: of, askedAt: row.asked_at };
    },
    hash: (file) => createHash("sha256").update(file).digest("hex"),
    async end(id, made, now) {
      const [row] = await query<{ case_id: string }>("select case_id from liaison.export where id = $1", [id]);
      if (row === undefined) throw new Error("an export that does not exist has ended");
      const key = await keys.case(caseId(row.case_id), query);
      const outcome = made === undefined ? null : sealJson(key, cell("outcome", id), made);
      await query("update liaison.export set ended_at = $2, outcome = $3 where id = $1", [id, now, outcome]);
    },
    async list(of, most) {
      const rows = await query<ListedRow>(
        `select id, asked_at, body, outcome, (count(*) over ())::int as total from liaison.export
         where case_id = $1 order by asked_at desc, id desc limit $2`,
        [of, most],
      );
      const key = await keys.case(of, query);
      return { exports: rows.map((row) => exportLine(key, row)), total: rows[0]?.total ?? 0 };
    },
  };
}
