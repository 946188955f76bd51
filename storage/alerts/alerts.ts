import { sql } from "kysely";
import type { AlertContent, AlertLine, SourceName } from "#domain/alerts/alert.ts";
import { inCharge } from "#domain/cases/members.ts";
import type { Codes } from "#domain/codes/codes.ts";
import type { CaseId, Ref, UserId } from "#domain/primitives/ids.ts";
import { numberOf } from "#domain/primitives/ref.ts";
import { caseOf } from "../cases/case-file.ts";
import { caseMembers } from "../cases/members.ts";
import { nextNumber } from "../cases/numbering.ts";
import type { Alerts } from "../contract/alerts.ts";
import { db, type Row } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { anyOf, rowsOf } from "../engine/values.ts";
import { openJson, type ScopeKey, sealJson } from "../sealing/sealed.ts";

interface AlertBody extends AlertContent {
  readonly codes: Codes;
  /** As it was named then. */
  readonly source: SourceName;
}
const columns = ["id", "number", "at", "acknowledged_at", "body", "acknowledgement"] as const;
type Alert = Row<"alert", (typeof columns)[number]>;
const hold = prepared(({ of }: { of: CaseId }) =>
  db.selectFrom("case_file").select(["next_alert", "body"]).where("id", "=", of).forNoKeyUpdate(),
);
const put = prepared((alert: Row<"alert", "id" | "case_id" | "number" | "source_id" | "at" | "body">) =>
  db
    .with("counted", () => nextNumber(alert.case_id, "next_alert"))
    .insertInto("alert")
    .values({
      id: alert.id,
      case_id: alert.case_id,
      number: alert.number,
      source_id: alert.source_id,
      at: alert.at,
      body: alert.body,
    }),
);
interface Asked {
  readonly of: CaseId;
  readonly all: boolean;
  readonly most: number;
}
const newest = prepared(({ of, all, most }: Asked) => {
  const asked = db
    .selectFrom("alert")
    .where("case_id", "=", of)
    .where((eb) => eb.or([sql<boolean>`${all}`, eb("acknowledged_at", "is", null)]));
  const total = asked.select(sql<number>`count(*)::int`.as("rows")).$asScalar().$notNull();
  return asked.select(columns).select(total.as("total")).orderBy("number", "desc").limit(most);
});
const held = prepared(({ of, numbers }: { of: CaseId; numbers: readonly number[] }) =>
  db.selectFrom("alert").select(columns).where("case_id", "=", of).where("number", "=", anyOf(numbers)).orderBy("id").forNoKeyUpdate(),
);
const end = prepared(({ ids, by, now }: { ids: readonly string[]; by: readonly Buffer[]; now: Date }) =>
  db
    .updateTable("alert as a")
    .from(rowsOf("n", { id: ["uuid", ids], acknowledgement: ["bytea", by] }))
    .set((eb) => ({ acknowledged_at: now, acknowledgement: eb.ref("n.acknowledgement") }))
    .whereRef("a.id", "=", "n.id"),
);
const cell = (column: "body" | "acknowledgement", row: string) => ({ table: "liaison.alert", column, row });
const alertRef = (number: number): Ref<"ALERT"> => `ALERT-${number}`;

function alertLine(key: ScopeKey, row: Alert): AlertLine {
  const { severity, title, codes, source } = openJson<AlertBody>(key, cell("body", row.id), row.body);
  const by =
    row.acknowledgement === null ? undefined : openJson<{ by: UserId }>(key, cell("acknowledgement", row.id), row.acknowledgement).by;
  return {
    ref: alertRef(row.number),
    severity,
    title,
    source,
    codes,
    at: row.at,
    ...(by !== undefined && row.acknowledged_at !== null && { acknowledged: { by, at: row.acknowledged_at } }),
  };
}

/** The alerts of a case. */
export function alerts(session: Session): Alerts {
  const { query, keys } = session;
  return {
    async take({ id: sourceId, case: of, number, name }, content, now) {
      const key = await keys.case(of, query);
      // the case's row first, as everybody who numbers something
      const [row] = await query(hold({ of }));
      if (row === undefined) throw new Error("an alert of a case that does not exist");
      const { codes } = caseOf(key, of, row.body);
      const source: SourceName = { number, ...(name !== undefined && { name }) };
      const id = uuidv7();
      const body = sealJson(key, cell("body", id), { ...content, codes, source } satisfies AlertBody);
      await query(put({ id, case_id: of, number: row.next_alert, source_id: sourceId, at: now, body }));
      const members = await caseMembers(session).members(of);
      const { severity, title } = content;
      return {
        alert: { ref: alertRef(row.next_alert), severity, title, source, codes, at: now },
        content,
        inCharge: inCharge(members, now).map(({ userId }) => userId),
      };
    },
    async list(of, { all, most }) {
      const rows = await query(newest({ of, all, most }));
      const key = await keys.case(of, query);
      return { alerts: rows.map((row) => alertLine(key, row)), total: rows[0]?.total ?? 0 };
    },
    async acknowledge(of, refs, by, now) {
      const asked = [...new Set(refs.map(numberOf))];
      const rows = await query(held({ of, numbers: asked }));
      const key = await keys.case(of, query);
      const open = rows.filter((row) => row.acknowledged_at === null);
      if (open.length > 0) {
        const ids = open.map(({ id }) => id);
        await query(end({ ids, by: ids.map((id) => sealJson(key, cell("acknowledgement", id), { by })), now }));
      }
      const lines = new Map(rows.map((row) => [row.number, alertLine(key, row)]));
      const found = asked.flatMap((number) => lines.get(number) ?? []);
      return {
        acknowledged: found
          .filter(({ acknowledged }) => acknowledged === undefined)
          .map((line) => ({ ...line, acknowledged: { by, at: now } })),
        already: found.filter(({ acknowledged }) => acknowledged !== undefined),
        unknown: asked.filter((number) => !lines.has(number)).map(alertRef),
      };
    },
  };
}
