import { randomBytes } from "node:crypto";
import { type NotNull, sql } from "kysely";
import type { SourceName } from "#domain/alerts/alert.ts";
import type { SourceLine, Tally } from "#domain/alerts/source.ts";
import { caseId, type UserId } from "#domain/primitives/ids.ts";
import { caseOf, caseRef } from "../cases/case-file.ts";
import type { AlertSources } from "../contract/alerts.ts";
import { db, type Row } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { rowsOf } from "../engine/values.ts";
import { openJson, type ScopeKey, sealJson } from "../sealing/sealed.ts";

interface SourceBody {
  readonly name?: string;
  /** Base64. */
  readonly secret: string;
  readonly by: UserId;
}
/** A source that was not removed has its body. */
type Source = Row<"alert_source", "id" | "number" | "case_id"> & { readonly body: Buffer };

/** Under this id stands what came to addresses of no source (the nil UUID, RFC 9562, section 5.9). */
const nowhere = "00000000-0000-0000-0000-000000000000";
const keptMs = 24 * 3_600_000;
const cell = (row: string) => ({ table: "liaison.alert_source", column: "body", row });
const bodyOf = (key: ScopeKey, row: Source): SourceBody => openJson<SourceBody>(key, cell(row.id), row.body);
const nameOf = ({ number }: Source, { name }: SourceBody): SourceName => ({ number, ...(name !== undefined && { name }) });
const put = prepared((source: Row<"alert_source", "id" | "case_id" | "kind" | "address_key" | "added_at" | "body">) =>
  db
    .insertInto("alert_source")
    .values({
      id: source.id,
      case_id: source.case_id,
      kind: source.kind,
      address_key: source.address_key,
      added_at: source.added_at,
      body: source.body,
    })
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
    .orderBy("s.number"),
);
const untakenOf = prepared(() => db.selectFrom("alert_untaken").select(["source_id", "why", sql<number>`times::float8`.as("times")]));
const numbered = prepared(({ number }: { number: number }) => withCases.where("s.number", "=", number).forUpdate("s"));
const remove = prepared(({ id, now }: { id: string; now: Date }) =>
  db.updateTable("alert_source").set({ removed_at: now, body: null }).where("id", "=", id),
);
const byAddress = prepared(({ addressKey }: { addressKey: Buffer }) => present.where("s.address_key", "=", addressKey));
/** What another transaction holds just now is left to it: two that wait for each other's rows would both end. */
const forget = prepared(({ old }: { old: Date }) =>
  db
    .deleteFrom("alert_delivery")
    .where("delivery_key", "in", (eb) =>
      eb.selectFrom("alert_delivery as d").select("d.delivery_key").where("d.received_at", "<=", old).limit(100).forUpdate().skipLocked(),
    ),
);
const claim = prepared(({ key, now, old }: { key: Buffer; now: Date; old: Date }) =>
  db
    .insertInto("alert_delivery")
    .values({ delivery_key: key, received_at: now })
    .onConflict((known) =>
      known
        .column("delivery_key")
        .doUpdateSet((eb) => ({ received_at: eb.ref("excluded.received_at") }))
        .where("alert_delivery.received_at", "<=", old),
    )
    .returning("delivery_key"),
);
interface Untaken {
  readonly sources: readonly string[];
  readonly whys: readonly string[];
  readonly times: readonly number[];
}
const count = prepared(({ sources, whys, times }: Untaken) =>
  db
    .insertInto("alert_untaken")
    .columns(["source_id", "why", "times"])
    .expression(
      db
        .selectFrom(rowsOf("u", { source_id: ["uuid", sources], why: ["text", whys], times: ["bigint", times] }))
        .select((eb) => ["u.source_id", "u.why", eb.fn.sum<string>("u.times").as("times")])
        .groupBy(["u.source_id", "u.why"])
        .orderBy("u.source_id")
        .orderBy("u.why"),
    )
    .onConflict((known) => known.columns(["source_id", "why"]).doUpdateSet({ times: sql<string>`alert_untaken.times + excluded.times` })),
);

/** Sources of alerts: each under the key of its case. */
export function alertSources({ query, keys }: Session): AlertSources {
  return {
    async add({ kind, case: of, name, by, now }) {
      const [id, token, secret] = [uuidv7(), randomBytes(24).toString("base64url"), randomBytes(32)];
      const body: SourceBody = { ...(name !== undefined && { name }), secret: secret.toString("base64"), by };
      const [row] = await query(
        put({
          id,
          case_id: of,
          kind,
          address_key: keys.keyed("alert address", token),
          added_at: now,
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
    async remove(number, now) {
      const [row] = await query(numbered({ number }));
      if (row === undefined) return undefined;
      const body = bodyOf(await keys.case(caseId(row.case_id), query), row);
      await query(remove({ id: row.id, now }));
      return { source: nameOf(row, body), ref: caseRef({ year: row.year, number: row.case_number }) };
    },
    async open(token) {
      const [row] = await query(byAddress({ addressKey: keys.keyed("alert address", token) }));
      if (row === undefined) return undefined;
      const of = caseId(row.case_id);
      const body = bodyOf(await keys.case(of, query), row);
      return { id: row.id, case: of, ...nameOf(row, body), secret: Buffer.from(body.secret, "base64") };
    },
    async claim(source, delivery, now) {
      const old = new Date(now.getTime() - keptMs);
      await query(forget({ old }));
      const taken = await query(claim({ key: keys.keyed("alert delivery", source, delivery), now, old }));
      return taken.length > 0;
    },
    async count(untaken) {
      await query(
        count({
          sources: untaken.map(({ source }) => source ?? nowhere),
          whys: untaken.map(({ why }) => why),
          times: untaken.map(({ times }) => times),
        }),
      );
    },
  };
}
