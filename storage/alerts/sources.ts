import { randomBytes } from "node:crypto";
import { type NotNull, sql } from "kysely";
import type { SourceName } from "#domain/alerts/alert.ts";
import type { SourceLine, Tally } from "#domain/alerts/source.ts";
import { type CaseId, caseId, type UserId } from "#domain/primitives/ids.ts";
import { caseOf, caseRef, lockCase } from "../cases/case-file.ts";
import type { AlertSources } from "../contract/alerts.ts";
import { db, type Row } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { openJson, type ScopeKey, sealJson } from "../sealing/sealed.ts";
import { nowhere, sealReceiving } from "./receiver.ts";

interface SourceBody {
  readonly name?: string;
  readonly by: UserId;
}
/** A source that was not removed has its body. */
type Source = Row<"alert_source", "id" | "number" | "case_id"> & { readonly body: Buffer };

const cell = (row: string) => ({ table: "liaison.alert_source", column: "body", row });
const bodyOf = (key: ScopeKey, row: Source): SourceBody => openJson<SourceBody>(key, cell(row.id), row.body);
const nameOf = ({ number }: Pick<Source, "number">, { name }: Pick<SourceBody, "name">): SourceName => ({
  number,
  ...(name !== undefined && { name }),
});
/** By its number alone once it was removed. */
export const sourceName = (key: ScopeKey, row: Row<"alert_source", "id" | "number" | "body">): SourceName =>
  nameOf(row, row.body === null ? {} : openJson<SourceBody>(key, cell(row.id), row.body));
/** The next number of its case, whose row is locked: removed ones keep theirs. */
const put = prepared((source: Row<"alert_source", "id" | "case_id" | "kind" | "address_key" | "added_at" | "receiving" | "body">) =>
  db
    .insertInto("alert_source")
    .values((eb) => ({
      id: source.id,
      case_id: source.case_id,
      number: eb
        .selectFrom("alert_source as s")
        .select(sql<number>`coalesce(max(s.number), 0) + 1`.as("next"))
        .where("s.case_id", "=", source.case_id),
      kind: source.kind,
      address_key: source.address_key,
      added_at: source.added_at,
      receiving: source.receiving,
      body: source.body,
    }))
    .returning("number"),
);
const present = db
  .selectFrom("alert_source as s")
  .select(["s.id", "s.number", "s.case_id", "s.body"])
  .where("s.removed_at", "is", null)
  .$narrowType<{ body: NotNull }>();
const withCases = present.innerJoin("case_file as c", "c.id", "s.case_id").select(["c.year", "c.number as case_number"]);
const all = prepared(() =>
  withCases
    .select(["s.kind", "s.added_at", "c.body as case_body"])
    .select((eb) =>
      eb
        .selectFrom("alert as a")
        .select(sql<number>`count(*)::int`.as("rows"))
        .whereRef("a.source_id", "=", "s.id")
        .$asScalar()
        .$notNull()
        .as("accepted"),
    )
    .orderBy("c.year")
    .orderBy("c.number")
    .orderBy("s.number"),
);
const untakenOf = prepared(() => db.selectFrom("alert_untaken").select(["source_id", "why", sql<number>`times::float8`.as("times")]));
const numbered = prepared(({ of, number }: { of: CaseId; number: number }) =>
  withCases.where("s.case_id", "=", of).where("s.number", "=", number).forUpdate("s"),
);
const remove = prepared(({ id, now }: { id: string; now: Date }) =>
  db.updateTable("alert_source").set({ removed_at: now, receiving: null, body: null }).where("id", "=", id),
);
/** Sources of alerts: each under the key of its case. */
export function alertSources({ query, keys }: Session): AlertSources {
  return {
    async add({ kind, case: of, name, by, now }) {
      const [id, token, secret] = [uuidv7(), randomBytes(24).toString("base64url"), randomBytes(32)];
      const body: SourceBody = { ...(name !== undefined && { name }), by };
      await query(lockCase({ id: of }));
      const [row] = await query(
        put({
          id,
          case_id: of,
          kind,
          address_key: keys.keyed("alert address", token),
          added_at: now,
          receiving: sealReceiving(keys.receiving, id, secret),
          body: sealJson(await keys.case(of, query), cell(id), body),
        }),
      );
      if (row === undefined) throw new Error("a statement without a row");
      return { source: { number: row.number, ...(name !== undefined && { name }) }, token, secret };
    },
    async list() {
      const rows = await query(all());
      const counts = await query(untakenOf());
      const tally = (id: string): Tally =>
        Object.fromEntries(counts.filter(({ source_id }) => source_id === id).map(({ why, times }) => [why, times]));
      const scope = await keys.cases(
        rows.map((row) => caseId(row.case_id)),
        query,
      );
      const sources = rows.map((row): SourceLine => {
        const of = caseId(row.case_id);
        const body = bodyOf(scope(of), row);
        const { words } = caseOf(scope(of), of, row.case_body);
        return {
          ...nameOf(row, body),
          kind: row.kind,
          case: { ref: caseRef({ year: row.year, number: row.case_number }), words },
          addedBy: body.by,
          addedAt: row.added_at,
          accepted: row.accepted,
          untaken: tally(row.id),
        };
      });
      return { sources, nowhere: tally(nowhere) };
    },
    async remove(of, number, now) {
      const [row] = await query(numbered({ of, number }));
      if (row === undefined) return undefined;
      const body = bodyOf(await keys.case(caseId(row.case_id), query), row);
      await query(remove({ id: row.id, now }));
      return { source: nameOf(row, body), ref: caseRef({ year: row.year, number: row.case_number }) };
    },
  };
}
