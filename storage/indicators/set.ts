import { announces } from "#domain/hits/notification.ts";
import { applied, type Changeable, sameContent } from "#domain/indicators/change.ts";
import type { Session } from "../engine/session.ts";
import type { Deed, IndicatorLife } from "../index.ts";
import { type ScopeKey, sealJson } from "../sealing/sealed.ts";
import { keepChanges } from "./changes.ts";
import { tagKey } from "./log.ts";
import { oweAfterGrace } from "./rematch.ts";
import { type IndicatorBody, indicatorCell } from "./row.ts";
import { isLive, owns, refused, type Selected, selected } from "./selected.ts";

interface ChangedRecord {
  readonly record: Selected;
  readonly was: Changeable;
  readonly now: Changeable;
}

/** Changes records and writes down what they were. */
export const indicatorSet =
  (session: Session): IndicatorLife["set"] =>
  async (of, deed, change) => {
    const { key, records, unknown } = await selected(session, of, deed.refs);
    const lines = records
      .filter((record) => isLive(record) && owns(record, deed))
      .map((record): ChangedRecord => {
        const was = contentOf(record.body);
        return { record, was, now: applied(was, change) };
      });
    const changed = lines.filter(({ was, now }) => !sameContent(was, now));
    if (changed.length > 0) {
      await write(session, key, changed, deed);
      if (change.tags !== undefined) await retag(session, of, changed);
      const audible = changed.filter(({ was, now }) => announces(was.codes, now.codes));
      await oweAfterGrace(
        session,
        "hear",
        audible.map(({ record }) => record.id),
        deed.now,
      );
    }
    return { ...refused(records, unknown, deed), lines: lines.map(({ record, was, now }) => ({ ref: record.ref, was, now })) };
  };

const contentOf = ({ codes, tags, source, note }: IndicatorBody): Changeable => ({
  codes,
  tags,
  ...(source !== undefined && { source }),
  ...(note !== undefined && { note }),
});

async function write(session: Session, key: ScopeKey, changed: readonly ChangedRecord[], { by, now: at }: Deed): Promise<void> {
  await keepChanges(
    session,
    key,
    changed.map(({ record, was, now }) => ({ id: record.id, was, now })),
    by,
    at,
  );
  await session.query("update liaison.indicator i set body = n.body from unnest($1::uuid[], $2::bytea[]) n(id, body) where i.id = n.id", [
    changed.map(({ record }) => record.id),
    changed.map(({ record: { id, body }, now }) =>
      sealJson(key, indicatorCell("body", id), { ...now, value: body.value, by: body.by } satisfies IndicatorBody),
    ),
  ]);
}

async function retag({ query, keys }: Session, of: Parameters<IndicatorLife["set"]>[0], changed: readonly ChangedRecord[]): Promise<void> {
  const tagged = changed.flatMap(({ record, now }) =>
    [...new Set(now.tags.map((tag) => tag.toLowerCase()))].map((tag) => ({ id: record.id, key: tagKey(keys, of, tag) })),
  );
  await query("delete from liaison.indicator_tag where indicator_id = any($1::uuid[])", [changed.map(({ record }) => record.id)]);
  await query("insert into liaison.indicator_tag (indicator_id, tag_key) select * from unnest($1::uuid[], $2::bytea[])", [
    tagged.map(({ id }) => id),
    tagged.map(({ key }) => key),
  ]);
}
