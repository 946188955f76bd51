import { expired } from "#domain/indicators/decay.ts";
import { type RecordFilter, sameSource } from "#domain/indicators/filter.ts";
import type { RecordLine } from "#domain/indicators/record.ts";
import type { CaseId } from "#domain/primitives/ids.ts";
import type { Session } from "../engine/session.ts";
import type { Stores } from "../index.ts";
import type { ScopeKey } from "../sealing/sealed.ts";
import { tagKey } from "./log.ts";
import { type RecordSelected, recordColumns, recordLine } from "./row.ts";

const where = `case_id = $1 and state = 'live' and ($2::text is null or kind = $2) and ($3::timestamptz is null or logged_at >= $3)
  and ($4::bytea is null or exists (select 1 from liaison.indicator_tag t where t.indicator_id = i.id and t.tag_key = $4))
  and ($5::int[] is null or exists (select 1 from unnest($5::int[], $6::int[]) s(first, last) where i.number between first and last))`;
/** Rows that are opened at once, where what is asked for rests sealed. */
const step = 2_000;

/** Live records, newest first. What rests sealed is compared row by row: that takes the longer the more records there are. */
export const indicatorList =
  ({ query, keys }: Session): Stores["indicators"]["list"] =>
  async (of, { most, ...filter }) => {
    const plain = [
      of,
      filter.kind ?? null,
      filter.since ?? null,
      filter.tag === undefined ? null : tagKey(keys, of, filter.tag),
      filter.spans?.map(({ first }) => first) ?? null,
      filter.spans?.map(({ last }) => last) ?? null,
    ] as const;
    const key = await keys.case(of, query);
    if (sealedParts(filter)) return opened(plain, filter, key, most, query);
    const rows = await query<RecordSelected & { readonly total: number }>(
      `select ${recordColumns}, (select count(*)::int from liaison.indicator i where ${where}) as total
       from liaison.indicator i where ${where} order by number desc limit $7`,
      [...plain, most],
    );
    return { records: rows.map((row) => recordLine(key, row)), total: rows[0]?.total ?? 0 };
  };

const sealedParts = ({ tlp, category, source, expiredBy }: RecordFilter): boolean =>
  [tlp, category, source, expiredBy].some((part) => part !== undefined);

const fits = (one: RecordLine, { tlp, category, source, expiredBy }: RecordFilter): boolean =>
  (tlp === undefined || one.codes.tlp === tlp) &&
  (category === undefined || one.codes.category === category) &&
  (source === undefined || sameSource(one.source, source)) &&
  (expiredBy === undefined ||
    expired({ ...one, kind: one.indicator.kind, doubts: one.doubts ?? 0, refuted: one.refuted === true }, expiredBy));

async function opened(
  plain: readonly [CaseId, ...unknown[]],
  filter: RecordFilter,
  key: ScopeKey,
  most: number,
  query: Session["query"],
): ReturnType<Stores["indicators"]["list"]> {
  const records: RecordLine[] = [];
  let total = 0;
  let rows: readonly RecordSelected[] = [];
  let below = 2 ** 31 - 1;
  do {
    rows = await query<RecordSelected>(
      `select ${recordColumns} from liaison.indicator i where ${where} and number < $7 order by number desc limit $8`,
      [...plain, below, step],
    );
    below = rows.at(-1)?.number ?? 0;
    const found = rows.map((row) => recordLine(key, row)).filter((one) => fits(one, filter));
    records.push(...found.slice(0, most - records.length));
    total += found.length;
  } while (rows.length === step);
  return { records, total };
}
