import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import type { IndicatorLife } from "../index.ts";
import { sealJson } from "../sealing/sealed.ts";
import { rematch, unmatch } from "./rematch.ts";
import { type DoubtBody, eventCell } from "./row.ts";
import { isLive, owns, refsOf, refused, selected } from "./selected.ts";

/** Seen once more: nobody's doubt holds any longer. */
export const indicatorSeen =
  (session: Session): IndicatorLife["seen"] =>
  async (of, deed, { at, warned, ...rest }) => {
    const { key, records, unknown } = await selected(session, of, deed.refs);
    const live = records.filter(isLive);
    const ids = live.map(({ id }) => id);
    const sightings = ids.map(() => uuidv7());
    await session.query(
      `with seen as (insert into liaison.sighting (id, indicator_id, case_id, at, body)
         select id, of, $1, $2, body from unnest($3::uuid[], $4::uuid[], $5::bytea[]) s(id, of, body)),
       believed as (update liaison.indicator_doubt set ended_at = $6 where indicator_id = any($4::uuid[]) and ended_at is null)
       update liaison.indicator set times_seen = times_seen + 1, doubts = 0, refuted = false,
         first_seen_at = least(coalesce(first_seen_at, last_seen_at), $2), last_seen_at = greatest(last_seen_at, $2) where id = any($4::uuid[])`,
      [of, at, sightings, ids, sightings.map((id) => sealJson(key, eventCell("sighting", id), { by: deed.by, ...rest })), deed.now],
    );
    const refuted = live.filter((record) => record.refuted);
    if (refuted.length > 0) await rematch(session, of, refuted, warned, deed.now);
    return { ...refused(records, unknown, "anybody"), seen: refsOf(live), back: refsOf(live.filter(({ doubts }) => doubts > 0)) };
  };

/** Held for a false positive. */
export const indicatorDoubt =
  (session: Session): IndicatorLife["doubt"] =>
  async (of, deed, note) => {
    const { query, keys } = session;
    const { key, records, unknown } = await selected(session, of, deed.refs);
    const live = records.filter(isLive);
    const marks = live.map((record) => ({ id: uuidv7(), record }));
    const body: DoubtBody = { by: deed.by, ...(note !== undefined && { note }) };
    const written = await query<{ indicator_id: string }>(
      `insert into liaison.indicator_doubt (id, indicator_id, user_key, at, body)
       select id, of, $4, $5, body from unnest($1::uuid[], $2::uuid[], $3::bytea[]) d(id, of, body)
       on conflict (indicator_id, user_key) where ended_at is null do nothing returning indicator_id`,
      [
        marks.map(({ id }) => id),
        marks.map(({ record }) => record.id),
        marks.map(({ id }) => sealJson(key, eventCell("indicator_doubt", id), body)),
        keys.keyed("user", deed.by),
        deed.now,
      ],
    );
    const fresh = new Set(written.map((row) => row.indicator_id));
    const doubted = live.filter(({ id }) => fresh.has(id));
    // who became lead since he marked it may say so by marking it once more
    const refuted = live.filter((record) => owns(record, deed) && !record.refuted);
    const refutedIds = refuted.map(({ id }) => id);
    await query(
      `update liaison.indicator set doubts = doubts + (id = any($1::uuid[]))::int, refuted = refuted or id = any($2::uuid[])
       where id = any($1::uuid[]) or id = any($2::uuid[])`,
      [doubted.map(({ id }) => id), refutedIds],
    );
    await unmatch(session, refutedIds);
    return {
      ...refused(records, unknown, "anybody"),
      doubted: refsOf(live.filter(({ id }) => fresh.has(id) || refutedIds.includes(id))),
      refuted: refsOf(refuted),
      already: refsOf(live.filter(({ id }) => !fresh.has(id) && !refutedIds.includes(id))),
    };
  };
