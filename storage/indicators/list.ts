import { expressionBuilder, sql } from "kysely";
import { expired } from "#domain/indicators/decay.ts";
import { type RecordFilter, sameSource } from "#domain/indicators/filter.ts";
import type { Kind } from "#domain/indicators/indicator.ts";
import type { RecordLine } from "#domain/indicators/record.ts";
import type { CaseId } from "#domain/primitives/ids.ts";
import { db, type Tables } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { orNull, rowsOf } from "../engine/values.ts";
import type { Stores } from "../index.ts";
import type { ScopeKey } from "../sealing/sealed.ts";
import { tagKey } from "./log.ts";
import { type RecordSelected, recordColumns, recordLine } from "./row.ts";

/** What can be asked without opening a row; absent: whatever it is. */
interface Plain {
  readonly of: CaseId;
  readonly kind: Kind | null;
  readonly since: Date | null;
  readonly tag: Buffer | null;
  readonly firsts: readonly number[] | null;
  readonly lasts: readonly number[] | null;
}
const among = expressionBuilder<Tables & { i: Tables["indicator"] }, "i">();
const matching = ({ of, kind, since, tag, firsts, lasts }: Plain) =>
  among.and([
    among("i.case_id", "=", of),
    among("i.state", "=", "live"),
    among.or([sql<boolean>`${kind}::text is null`, among("i.kind", "=", orNull(kind))]),
    among.or([sql<boolean>`${since}::timestamptz is null`, among("i.logged_at", ">=", orNull(since))]),
    among.or([
      sql<boolean>`${tag}::bytea is null`,
      among.exists(
        among
          .selectFrom("indicator_tag as t")
          .select("t.tag_key")
          .whereRef("t.indicator_id", "=", "i.id")
          .where("t.tag_key", "=", orNull(tag)),
      ),
    ]),
    among.or([
      sql<boolean>`${firsts}::int[] is null`,
      among.exists(
        among
          .selectFrom(rowsOf("s", { first: ["int", firsts], last: ["int", lasts] }))
          .select("s.first")
          .whereRef("i.number", ">=", "s.first")
          .whereRef("i.number", "<=", "s.last"),
      ),
    ]),
  ]);
const records = (plain: Plain) => db.selectFrom("indicator as i").select(recordColumns).where(matching(plain)).orderBy("number", "desc");
const newest = prepared((given: Plain & { readonly most: number }) =>
  records(given)
    .select((eb) =>
      eb
        .selectFrom("indicator as i")
        .select(sql<number>`count(*)::int`.as("rows"))
        .where(matching(given))
        .$asScalar()
        .$notNull()
        .as("total"),
    )
    .limit(given.most),
);
/** Rows that are opened at once, where what is asked for rests sealed. */
const step = 2_000;
const below = prepared((given: Plain & { readonly below: number }) => records(given).where("number", "<", given.below).limit(step));

/** Live records, newest first. What rests sealed is compared row by row: that takes the longer the more records there are. */
export const indicatorList =
  ({ query, keys }: Session): Stores["indicators"]["list"] =>
  async (of, { most, may, ...filter }) => {
    const plain: Plain = {
      of,
      kind: filter.kind ?? null,
      since: filter.since ?? null,
      tag: filter.tag === undefined ? null : tagKey(keys, of, filter.tag),
      firsts: filter.spans?.map(({ first }) => first) ?? null,
      lasts: filter.spans?.map(({ last }) => last) ?? null,
    };
    const key = await keys.case(of, query);
    if (may !== undefined || sealedParts(filter))
      return opened(query, key, plain, { most, fits: (one) => fits(one, filter) && (may?.(one) ?? true) });
    const rows = await query(newest({ ...plain, most }));
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
  query: Session["query"],
  key: ScopeKey,
  plain: Plain,
  { most, fits }: { readonly most: number; readonly fits: (record: RecordLine) => boolean },
): ReturnType<Stores["indicators"]["list"]> {
  const records: RecordLine[] = [];
  let total = 0;
  let rows: readonly RecordSelected[] = [];
  let end = 2 ** 31 - 1;
  do {
    rows = await query(below({ ...plain, below: end }));
    end = rows.at(-1)?.number ?? 0;
    const found = rows.map((row) => recordLine(key, row)).filter(fits);
    records.push(...found.slice(0, most - records.length));
    total += found.length;
  } while (rows.length === step);
  return { records, total };
}
