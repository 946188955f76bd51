import { raised, sameCodes } from "#domain/codes/strictest.ts";
import { raisesHits } from "#domain/hits/match.ts";
import { loggedAgain } from "#domain/indicators/change.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import type { LoggedLine } from "#domain/indicators/record.ts";
import type { CaseId, UserId } from "#domain/primitives/ids.ts";
import type { Row } from "../database.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import type { Particulars, Stores } from "../index.ts";
import { encodeJson } from "../sealing/json.ts";
import { type ScopeKey, sealJson } from "../sealing/sealed.ts";
import { boundOf, keepChanges } from "./changes.ts";
import { indexKeyVersion, matchValues } from "./match-rows.ts";
import { revive } from "./rematch.ts";
import { type IndicatorBody, indicatorBody, indicatorCell, recordRef } from "./row.ts";

type Known = Row<"indicator", "id" | "number" | "kind" | "value_key" | "logged_at" | "body">;
/** A value with what is logged beside it. */
export interface Entry {
  readonly indicator: Indicator;
  readonly particulars: Particulars;
}
interface Logging {
  readonly of: CaseId;
  readonly key: ScopeKey;
  readonly by: UserId;
  readonly now: Date;
  /** Each record schedules its own correlation; else whoever logs sees to it. */
  readonly schedules: boolean;
}
type Found = Known & { readonly withdrawal: Buffer | null };
/** `isBack`: it was withdrawn, and counts again. */
type Again = Known & Entry & { readonly isBack: boolean };
interface Fresh extends Entry {
  readonly id: string;
  readonly number: number;
  readonly valueKey: Buffer;
}

/** Logs values that share their particulars. */
export function indicatorLog(session: Session): Stores["indicators"]["log"] {
  const log = logEntries(session, true);
  return (of, found, particulars, { by, now }) =>
    log(
      of,
      found.map((indicator) => ({ indicator, particulars })),
      by,
      now,
    );
}

/** What finds a value in its own case. */
export const valueKeyOf = (keys: Session["keys"], of: CaseId, { kind, value }: Indicator): Buffer =>
  keys.keyed("indicator", of, kind, value);

/**
 * Logs values: three round trips if all are new, whatever their number. The case's row is locked first, so that of two
 * messages with the same value the second sees the first's record. With `schedules` each new record schedules its correlation.
 */
export function logEntries(
  session: Session,
  schedules: boolean,
): (of: CaseId, entries: readonly Entry[], by: UserId, now: Date) => Promise<readonly LoggedLine[]> {
  const { query, keys } = session;
  return async (of, entries, by, now) => {
    const values = entries.map((entry) => ({ ...entry, valueKey: valueKeyOf(keys, of, entry.indicator) }));
    const logging: Logging = { of, key: await keys.case(of, query), by, now, schedules };
    const [counter] = await query<Row<"case_file", "next_record">>(
      "select next_record from liaison.case_file where id = $1 for no key update",
      [of],
    );
    if (counter === undefined) throw new Error("records of a case that does not exist");
    const rows = await query<Found>(
      `select id, number, kind, value_key, logged_at, body, null::bytea as withdrawal from liaison.indicator where case_id = $1 and value_key = any($2) and state = 'live'
       union all select id, number, kind, value_key, logged_at, body, withdrawal from liaison.indicator where case_id = $1 and value_key = any($2) and state = 'withdrawn'`,
      [of, values.map(({ valueKey }) => valueKey)],
    );
    const ended = rows.flatMap(({ withdrawal, ...row }) => (withdrawal === null ? [] : [{ ...row, withdrawal }]));
    const bound = ended.length === 0 ? [] : await boundOf(session, logging.key, ended, by);
    const live = rows.filter(({ withdrawal }) => withdrawal === null);
    // what is live comes last, and so counts
    const known = new Map<string, Known>([...bound, ...live].map((row) => [row.value_key.toString("hex"), row]));
    const again = new Map<string, Again>();
    const fresh = new Map<string, Fresh>();
    const answers = values.map(({ indicator, particulars, valueKey }): LoggedLine => {
      const hex = valueKey.toString("hex");
      const before = known.get(hex);
      if (before !== undefined) {
        const isBack = bound.some(({ id }) => id === before.id);
        const one = again.get(hex) ?? { ...before, particulars, indicator, isBack };
        again.set(hex, one);
        return knownLine(logging, one);
      }
      const first = fresh.get(hex);
      const line = first ?? { id: uuidv7(), number: counter.next_record + fresh.size, indicator, particulars, valueKey };
      fresh.set(hex, line);
      const list = particulars.warned?.(indicator);
      const answer = { ref: recordRef(line.number), indicator, codes: particulars.codes, again: first !== undefined };
      return list === undefined ? answer : { ...answer, warned: list };
    });
    if (again.size > 0) await seeAgain(session, logging, [...again.values()]);
    for (const one of again.values())
      if (one.isBack) await revive(session, of, one, { warned: one.particulars.warned ?? (() => undefined), now });
    if (fresh.size > 0) await insert(session, logging, [...fresh.values()]);
    return answers;
  };
}

function knownLine({ key }: Logging, row: Again): LoggedLine {
  const { value, codes: was } = indicatorBody(key, row.id, row.body);
  const codes = raised(was, row.particulars.typed ?? {});
  const back = row.isBack && { back: true as const };
  const line = { ref: recordRef(row.number), indicator: { kind: row.kind, value }, codes, again: true, loggedAt: row.logged_at, ...back };
  return sameCodes(was, codes) ? line : { ...line, was };
}

/** What becomes of the body; null where it stays. */
function bodyAgain({ key }: Logging, row: Again): { readonly was: IndicatorBody; readonly now: IndicatorBody } | null {
  const was = indicatorBody(key, row.id, row.body);
  const { value, by } = was;
  const now = { ...loggedAgain(was, row.particulars.typed, row.particulars.note), value, by };
  return sameCodes(was.codes, now.codes) && was.note === now.note ? null : { was, now };
}

async function seeAgain(session: Session, logging: Logging, rows: readonly Again[]): Promise<void> {
  const { of, key, by, now } = logging;
  const sightings = rows.map(({ id, particulars: { seenAt, typed: _typed, permits: _permits, warned: _warned, ...rest } }) => {
    const sighting = uuidv7();
    const body = sealJson(key, { table: "liaison.sighting", column: "body", row: sighting }, { by, ...rest });
    return { id: sighting, of: id, at: seenAt ?? now, body };
  });
  const higher = rows.flatMap((row) => {
    const changed = bodyAgain(logging, row);
    return changed === null ? [] : [{ id: row.id, ...changed }];
  });
  const sealed = new Map(higher.map(({ id, now: body }) => [id, sealJson(key, indicatorCell("body", id), body satisfies IndicatorBody)]));
  const bodies = rows.map(({ id }) => sealed.get(id) ?? null);
  await keepChanges(session, key, higher, { by, now });
  await session.query(
    `with seen as (insert into liaison.sighting (id, indicator_id, case_id, at, body)
       select id, indicator_id, $1, at, body from unnest($2::uuid[], $3::uuid[], $4::timestamptz[], $5::bytea[]) s(id, indicator_id, at, body))
     update liaison.indicator i set times_seen = times_seen + 1, last_seen_at = greatest(last_seen_at, r.at),
       first_seen_at = least(coalesce(first_seen_at, last_seen_at), r.at), body = coalesce(r.body, i.body)
     from unnest($3::uuid[], $4::timestamptz[], $6::bytea[]) r(id, at, body) where i.id = r.id`,
    [
      of,
      sightings.map(({ id }) => id),
      sightings.map((sighting) => sighting.of),
      sightings.map(({ at }) => at),
      sightings.map(({ body }) => body),
      bodies,
    ],
  );
}

/** Bodies as text. What many records share is written once and goes before each value. */
function encodeBodies(by: UserId, at: Date): (entry: Entry) => Buffer {
  const heads = new Map<Particulars, string>();
  const headOf = ({ codes, permits, tags, note, source }: Particulars): string => {
    const rest: Omit<IndicatorBody, "value"> = {
      codes,
      tags,
      ...(note !== undefined && { note }),
      ...(source !== undefined && { source }),
      ...(permits !== undefined && { permitted: { by, at, share: permits } }),
      by,
    };
    return encodeJson(rest).slice(0, -2);
  };
  return ({ indicator, particulars }) => {
    const head = heads.get(particulars) ?? headOf(particulars);
    heads.set(particulars, head);
    return Buffer.from(`${head},"value":${JSON.stringify(indicator.value)}}}`);
  };
}

/** Records, tags, match rows, their work and the case's counter, in one statement. */
async function insert(
  { query, keys, graceMs, touched }: Session,
  { of, key, by, now, schedules }: Logging,
  fresh: readonly Fresh[],
): Promise<void> {
  const meeting = fresh.filter(({ indicator, particulars }) =>
    raisesHits({ withdrawn: false, refuted: false, warned: particulars.warned?.(indicator) }),
  );
  const matches = meeting.flatMap(({ id, indicator }) => matchValues(keys, indicator).map((match) => ({ ...match, id })));
  const tagKeys = tagKeysOf(keys, of);
  const tagged = fresh.flatMap(({ id, particulars: { tags } }) => tagKeys(tags).map((key) => ({ id, key })));
  const scheduled = schedules ? meeting : [];
  if (scheduled.length > 0) touched.add("work");
  const encoded = encodeBodies(by, now);
  await query(
    `with counted as (update liaison.case_file set next_record = next_record + cardinality($2::uuid[]) where id = $1),
       tagged as (insert into liaison.indicator_tag (indicator_id, tag_key) select * from unnest($10::uuid[], $11::bytea[])),
       matched as (insert into liaison.match_row (match_key, role, indicator_id, case_id, key_version)
         select key, role, id, $1, $15::int from unnest($12::bytea[], $13::int[], $14::uuid[]) m(key, role, id)),
       scheduled as (insert into liaison.work (id, job, subject, due_at) select id, 'correlate', subject, $9 from unnest($16::uuid[], $17::uuid[]) w(id, subject))
     insert into liaison.indicator (id, case_id, number, kind, value_key, state, logged_at, last_seen_at, times_seen, ripe_at, body)
     select id, $1, number, kind, value_key, 'live', $7, seen_at, 1, $9, body
     from unnest($2::uuid[], $3::int[], $4::text[], $5::bytea[], $6::bytea[], $8::timestamptz[]) i(id, number, kind, value_key, body, seen_at)`,
    [
      of,
      fresh.map((record) => record.id),
      fresh.map((record) => record.number),
      fresh.map((record) => record.indicator.kind),
      fresh.map((record) => record.valueKey),
      fresh.map((record) => key.seal(indicatorCell("body", record.id), encoded(record))),
      now,
      fresh.map((record) => record.particulars.seenAt ?? now),
      new Date(now.getTime() + graceMs),
      tagged.map((tag) => tag.id),
      tagged.map((tag) => tag.key),
      matches.map((match) => match.key),
      matches.map((match) => match.role),
      matches.map((match) => match.id),
      indexKeyVersion,
      scheduled.map(() => uuidv7()),
      scheduled.map((record) => record.id),
    ],
  );
}

/** Each tag's key once, however many records have it. */
function tagKeysOf(keys: Session["keys"], of: CaseId): (tags: readonly string[]) => readonly Buffer[] {
  const known = new Map<string, Buffer>();
  return (tags) =>
    [...new Set(tags.map((tag) => tag.toLowerCase()))].map((tag) => {
      const key = known.get(tag) ?? tagKey(keys, of, tag);
      known.set(tag, key);
      return key;
    });
}

/** A tag as it is looked up, in any case; equal tags of two cases differ. */
export const tagKey = (keys: Session["keys"], of: CaseId, tag: string): Buffer => keys.keyed("tag", of, tag.toLowerCase());
