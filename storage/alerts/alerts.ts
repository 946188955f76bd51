import type { AlertContent, AlertLine, SourceName } from "#domain/alerts/alert.ts";
import { inCharge } from "#domain/cases/members.ts";
import type { Codes } from "#domain/codes/codes.ts";
import type { Ref, UserId } from "#domain/primitives/ids.ts";
import { numberOf } from "#domain/primitives/ref.ts";
import { caseOf } from "../cases/case-file.ts";
import { caseMembers } from "../cases/members.ts";
import type { Alerts } from "../contract/alerts.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { openJson, type ScopeKey, sealJson } from "../sealing/sealed.ts";

interface AlertBody extends AlertContent {
  readonly codes: Codes;
  /** As it was named then. */
  readonly source: SourceName;
}
interface Selected {
  readonly id: string;
  readonly number: number;
  readonly at: Date;
  readonly acknowledged_at: Date | null;
  readonly body: Buffer;
  readonly acknowledgement: Buffer | null;
}
const columns = "id, number, at, acknowledged_at, body, acknowledgement";
const cell = (column: "body" | "acknowledgement", row: string) => ({ table: "liaison.alert", column, row });
const alertRef = (number: number): Ref<"ALERT"> => `ALERT-${number}`;

function alertLine(key: ScopeKey, row: Selected): AlertLine {
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
      const [row] = await query<{ next_alert: number; body: Buffer }>(
        "select next_alert, body from liaison.case_file where id = $1 for no key update",
        [of],
      );
      if (row === undefined) throw new Error("an alert of a case that does not exist");
      const { codes } = caseOf(key, of, row.body);
      const source: SourceName = { number, ...(name !== undefined && { name }) };
      const id = uuidv7();
      await query(
        `with counted as (update liaison.case_file set next_alert = next_alert + 1 where id = $2)
         insert into liaison.alert (id, case_id, number, source_id, at, body) values ($1, $2, $3, $4, $5, $6)`,
        [id, of, row.next_alert, sourceId, now, sealJson(key, cell("body", id), { ...content, codes, source } satisfies AlertBody)],
      );
      const members = await caseMembers(session).members(of);
      const { severity, title } = content;
      return {
        alert: { ref: alertRef(row.next_alert), severity, title, source, codes, at: now },
        content,
        inCharge: inCharge(members, now).map(({ userId }) => userId),
      };
    },
    async list(of, { all, most }) {
      const where = "case_id = $1 and ($2 or acknowledged_at is null)";
      const rows = await query<Selected & { readonly total: number }>(
        `select ${columns}, (select count(*)::int from liaison.alert where ${where}) as total
         from liaison.alert where ${where} order by number desc limit $3`,
        [of, all, most],
      );
      const key = await keys.case(of, query);
      return { alerts: rows.map((row) => alertLine(key, row)), total: rows[0]?.total ?? 0 };
    },
    async acknowledge(of, refs, by, now) {
      const asked = [...new Set(refs.map(numberOf))];
      const rows = await query<Selected>(
        `select ${columns} from liaison.alert where case_id = $1 and number = any($2) order by id for no key update`,
        [of, asked],
      );
      const key = await keys.case(of, query);
      const open = rows.filter((row) => row.acknowledged_at === null);
      if (open.length > 0)
        await query(
          `update liaison.alert a set acknowledged_at = $1, acknowledgement = n.acknowledgement
           from unnest($2::uuid[], $3::bytea[]) n(id, acknowledgement) where a.id = n.id`,
          [now, open.map(({ id }) => id), open.map(({ id }) => sealJson(key, cell("acknowledgement", id), { by }))],
        );
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
