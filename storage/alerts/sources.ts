import { randomBytes } from "node:crypto";
import { type SourceKind, type SourceName, sourceKinds } from "#domain/alerts/alert.ts";
import type { SourceLine, Tally } from "#domain/alerts/source.ts";
import { caseId, type UserId } from "#domain/primitives/ids.ts";
import { caseOf, caseRef } from "../cases/case-file.ts";
import type { AlertSources } from "../contract/alerts.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { openJson, type ScopeKey, sealJson } from "../sealing/sealed.ts";

interface SourceBody {
  readonly name?: string;
  /** Base64. */
  readonly secret: string;
  readonly by: UserId;
}
interface SourceRow {
  readonly id: string;
  readonly number: number;
  readonly case_id: string;
  readonly body: Buffer;
}

/** Under this id stands what came to addresses of no source (the nil UUID, RFC 9562, section 5.9). */
const nowhere = "00000000-0000-0000-0000-000000000000";
const keptMs = 24 * 3_600_000;
const cell = (row: string) => ({ table: "liaison.alert_source", column: "body", row });
const bodyOf = (key: ScopeKey, row: SourceRow): SourceBody => openJson<SourceBody>(key, cell(row.id), row.body);
const nameOf = ({ number }: SourceRow, { name }: SourceBody): SourceName => ({ number, ...(name !== undefined && { name }) });
const columns = "s.id, s.number, s.case_id, s.body";
const withCase = "liaison.alert_source s join liaison.case_file c on c.id = s.case_id";

/** Sources of alerts: each under the key of its case. */
export function alertSources({ query, keys }: Session): AlertSources {
  return {
    async add({ kind, case: of, name, by, now }) {
      const [id, token, secret] = [uuidv7(), randomBytes(24).toString("base64url"), randomBytes(32)];
      const body: SourceBody = { ...(name !== undefined && { name }), secret: secret.toString("base64"), by };
      const [row] = await query<{ number: number }>(
        `insert into liaison.alert_source (id, case_id, kind, address_key, added_at, body) values ($1, $2, $3, $4, $5, $6) returning number`,
        [id, of, kind, keys.keyed("alert address", token), now, sealJson(await keys.case(of, query), cell(id), body)],
      );
      if (row === undefined) throw new Error("a statement without a row");
      return { source: { number: row.number, ...(name !== undefined && { name }) }, token, secret };
    },
    async list() {
      const rows = await query<
        SourceRow & { kind: string; added_at: Date; year: number; case_number: number; case_body: Buffer; accepted: number }
      >(
        `select ${columns}, s.kind, s.added_at, c.year, c.number as case_number, c.body as case_body,
           (select count(*)::int from liaison.alert a where a.source_id = s.id) as accepted
         from ${withCase} where s.removed_at is null order by s.number`,
      );
      const counts = await query<{ source_id: string; why: string; times: number }>(
        "select source_id, why, times::float8 as times from liaison.alert_untaken",
      );
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
          kind: asSourceKind(row.kind),
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
      const [row] = await query<SourceRow & { year: number; case_number: number }>(
        `select ${columns}, c.year, c.number as case_number from ${withCase} where s.number = $1 and s.removed_at is null for update of s`,
        [number],
      );
      if (row === undefined) return undefined;
      const body = bodyOf(await keys.case(caseId(row.case_id), query), row);
      await query("update liaison.alert_source set removed_at = $2, body = null where id = $1", [row.id, now]);
      return { source: nameOf(row, body), ref: caseRef({ year: row.year, number: row.case_number }) };
    },
    async open(token) {
      const [row] = await query<SourceRow>(
        `select ${columns} from liaison.alert_source s where s.address_key = $1 and s.removed_at is null`,
        [keys.keyed("alert address", token)],
      );
      if (row === undefined) return undefined;
      const of = caseId(row.case_id);
      const body = bodyOf(await keys.case(of, query), row);
      return { id: row.id, case: of, ...nameOf(row, body), secret: Buffer.from(body.secret, "base64") };
    },
    async claim(source, delivery, now) {
      const old = new Date(now.getTime() - keptMs);
      // What another transaction holds just now is left to it: two that wait for each other's rows would both end.
      await query(
        `delete from liaison.alert_delivery where delivery_key in
           (select delivery_key from liaison.alert_delivery where received_at <= $1 limit 100 for update skip locked)`,
        [old],
      );
      const taken = await query(
        `insert into liaison.alert_delivery (delivery_key, received_at) values ($1, $2) on conflict (delivery_key)
         do update set received_at = excluded.received_at where alert_delivery.received_at <= $3 returning 1`,
        [keys.keyed("alert delivery", source, delivery), now, old],
      );
      return taken.length > 0;
    },
    async count(untaken) {
      await query(
        `insert into liaison.alert_untaken (source_id, why, times)
         select source_id, why, sum(times) from unnest($1::uuid[], $2::text[], $3::bigint[]) u(source_id, why, times)
         group by source_id, why order by source_id, why
         on conflict (source_id, why) do update set times = alert_untaken.times + excluded.times`,
        [untaken.map(({ source }) => source ?? nowhere), untaken.map(({ why }) => why), untaken.map(({ times }) => times)],
      );
    },
  };
}

function asSourceKind(text: string): SourceKind {
  const kind = sourceKinds.find((one) => one === text);
  if (kind === undefined) throw new Error("an alert source of an unknown kind");
  return kind;
}
