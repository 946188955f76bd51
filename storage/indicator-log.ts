import type { CaseId, UserId } from "#domain/ids.ts";
import type { Indicator } from "#domain/indicator.ts";
import type { LoggedLine } from "#domain/notices/indicators.ts";
import { raised, sameCodes } from "#domain/strictest.ts";
import type { Particulars, Stores } from "./index.ts";
import { asKind, type IndicatorBody, indicatorBody, indicatorCell, recordRef } from "./indicator-row.ts";
import { indexKeyVersion, matchValues } from "./match-rows.ts";
import { type ScopeKey, sealJson } from "./sealed.ts";
import type { Session } from "./session.ts";
import { uuidv7 } from "./uuid.ts";

interface Known {
  readonly id: string;
  readonly number: number;
  readonly kind: string;
  readonly value_key: Buffer;
  readonly body: Buffer;
}
interface Logging {
  readonly of: CaseId;
  readonly key: ScopeKey;
  readonly particulars: Particulars;
  readonly by: UserId;
  readonly now: Date;
}
interface Fresh {
  readonly id: string;
  readonly number: number;
  readonly indicator: Indicator;
  readonly valueKey: Buffer;
}

/**
 * Logs values: three round trips if all are new, whatever their number. The case's row is locked first, so that of two
 * messages with the same value the second sees the first's record.
 */
export function indicatorLog(session: Session): Stores["indicators"]["log"] {
  const { query, keys } = session;
  return async (of, found, particulars, by, now) => {
    const values = found.map((indicator) => ({ indicator, valueKey: keys.keyed("indicator", of, indicator.kind, indicator.value) }));
    const logging: Logging = { of, key: await keys.case(of, query), particulars, by, now };
    const [counter] = await query<{ next_record: number }>("select next_record from liaison.case_file where id = $1 for no key update", [
      of,
    ]);
    if (counter === undefined) throw new Error("records of a case that does not exist");
    const rows = await query<Known>(
      "select id, number, kind, value_key, body from liaison.indicator where case_id = $1 and value_key = any($2) and state = 'live'",
      [of, values.map(({ valueKey }) => valueKey)],
    );
    const known = new Map(rows.map((row) => [row.value_key.toString("hex"), row]));
    const fresh = new Map<string, Fresh>();
    const answers = values.map(({ indicator, valueKey }): LoggedLine => {
      const hex = valueKey.toString("hex");
      const before = known.get(hex);
      if (before !== undefined) return knownLine(logging, before);
      const first = fresh.get(hex);
      const line = first ?? { id: uuidv7(), number: counter.next_record + fresh.size, indicator, valueKey };
      fresh.set(hex, line);
      const list = particulars.warned?.(indicator);
      const answer = { ref: recordRef(line.number), indicator, codes: particulars.codes, again: first !== undefined };
      return list === undefined ? answer : { ...answer, warned: list };
    });
    if (rows.length > 0) await seeAgain(session, logging, rows);
    if (fresh.size > 0) await insert(session, logging, [...fresh.values()]);
    return answers;
  };
}

function knownLine({ key, particulars }: Logging, row: Known): LoggedLine {
  const { value, codes: was } = indicatorBody(key, row.id, row.body);
  const codes = raised(was, particulars.typed ?? {});
  const line = { ref: recordRef(row.number), indicator: { kind: asKind(row.kind), value }, codes, again: true };
  return sameCodes(was, codes) ? line : { ...line, was };
}

/** The body with its codes raised; null where they stay. */
function raisedBody({ key, particulars }: Logging, row: Known): Buffer | null {
  const before = indicatorBody(key, row.id, row.body);
  const codes = raised(before.codes, particulars.typed ?? {});
  return sameCodes(before.codes, codes) ? null : sealJson(key, indicatorCell("body", row.id), { ...before, codes } satisfies IndicatorBody);
}

async function seeAgain({ query }: Session, logging: Logging, rows: readonly Known[]): Promise<void> {
  const { of, key, particulars, by, now } = logging;
  const sightings = rows.map((row) => ({ id: uuidv7(), of: row.id }));
  const { seenAt, typed: _typed, warned: _warned, ...rest } = particulars;
  await query(
    `with seen as (insert into liaison.sighting (id, indicator_id, case_id, at, body)
       select id, indicator_id, $1, $2, body from unnest($3::uuid[], $4::uuid[], $5::bytea[]) s(id, indicator_id, body))
     update liaison.indicator i set times_seen = times_seen + 1, last_seen_at = greatest(last_seen_at, $2), body = coalesce(r.body, i.body)
     from unnest($4::uuid[], $6::bytea[]) r(id, body) where i.id = r.id`,
    [
      of,
      seenAt ?? now,
      sightings.map((sighting) => sighting.id),
      sightings.map((sighting) => sighting.of),
      sightings.map((sighting) => sealJson(key, { table: "liaison.sighting", column: "body", row: sighting.id }, { by, ...rest })),
      rows.map((row) => raisedBody(logging, row)),
    ],
  );
}

/** Records, tags, match rows, the work they owe and the case's counter, in one statement. */
async function insert(
  { query, keys, graceMs }: Session,
  { of, key, particulars, by, now }: Logging,
  fresh: readonly Fresh[],
): Promise<void> {
  const { codes, tags, note, source, seenAt, warned } = particulars;
  const rest = { codes, tags, ...(note !== undefined && { note }), ...(source !== undefined && { source }), by };
  // What is everywhere would meet every case.
  const meeting = fresh.filter(({ indicator }) => warned?.(indicator) === undefined);
  const matches = meeting.flatMap(({ id, indicator }) => matchValues(keys, indicator).map((match) => ({ ...match, id })));
  const tagged = fresh.flatMap(({ id }) => [...new Set(tags)].map((tag) => ({ id, key: tagKey(keys, of, tag) })));
  await query(
    `with counted as (update liaison.case_file set next_record = next_record + cardinality($2::uuid[]) where id = $1),
       tagged as (insert into liaison.indicator_tag (indicator_id, tag_key) select * from unnest($10::uuid[], $11::bytea[])),
       matched as (insert into liaison.match_row (match_key, role, indicator_id, case_id, key_version)
         select key, role, id, $1, $15::int from unnest($12::bytea[], $13::int[], $14::uuid[]) m(key, role, id)),
       owed as (insert into liaison.work (id, job, subject, due_at) select id, 'correlate', subject, $9 from unnest($16::uuid[], $17::uuid[]) w(id, subject))
     insert into liaison.indicator (id, case_id, number, kind, value_key, state, logged_at, last_seen_at, times_seen, ripe_at, body)
     select id, $1, number, kind, value_key, 'live', $7, $8, 1, $9, body
     from unnest($2::uuid[], $3::int[], $4::text[], $5::bytea[], $6::bytea[]) i(id, number, kind, value_key, body)`,
    [
      of,
      fresh.map((record) => record.id),
      fresh.map((record) => record.number),
      fresh.map((record) => record.indicator.kind),
      fresh.map((record) => record.valueKey),
      fresh.map((record) =>
        sealJson(key, indicatorCell("body", record.id), { ...rest, value: record.indicator.value } satisfies IndicatorBody),
      ),
      now,
      seenAt ?? now,
      new Date(now.getTime() + graceMs),
      tagged.map((tag) => tag.id),
      tagged.map((tag) => tag.key),
      matches.map((match) => match.key),
      matches.map((match) => match.role),
      matches.map((match) => match.id),
      indexKeyVersion,
      meeting.map(() => uuidv7()),
      meeting.map((record) => record.id),
    ],
  );
}

/** A tag as it is looked up, in any case; equal tags of two cases differ. */
export const tagKey = (keys: Session["keys"], of: CaseId, tag: string): Buffer => keys.keyed("tag", of, tag.toLowerCase());
