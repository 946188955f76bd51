import { announces } from "#domain/hits/notification.ts";
import { applied, type Changeable, sameContent } from "#domain/indicators/change.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf, rowsOf } from "../engine/values.ts";
import type { Edit, Lifecycle } from "../index.ts";
import { type ScopeKey, sealJson } from "../sealing/sealed.ts";
import { keepChanges } from "./changes.ts";
import { tagKey } from "./log.ts";
import { scheduleAfterGrace } from "./rematch.ts";
import { type IndicatorBody, indicatorCell } from "./row.ts";
import { isLive, owns, refused, type Selected, selected } from "./selected.ts";

interface ChangedRecord {
  readonly record: Selected;
  readonly was: Changeable;
  readonly now: Changeable;
}

const rewrite = prepared(({ ids, bodies }: { ids: readonly string[]; bodies: readonly Buffer[] }) =>
  db
    .updateTable("indicator as i")
    .from(rowsOf("n", { id: ["uuid", ids], body: ["bytea", bodies] }))
    .set({ body: (eb) => eb.ref("n.body") })
    .whereRef("i.id", "=", "n.id"),
);
const untag = prepared(({ ids }: { ids: readonly string[] }) => db.deleteFrom("indicator_tag").where("indicator_id", "=", anyOf(ids)));
const tag = prepared(({ ids, tagKeys }: { ids: readonly string[]; tagKeys: readonly Buffer[] }) =>
  db
    .insertInto("indicator_tag")
    .columns(["indicator_id", "tag_key"])
    .expression(db.selectFrom(rowsOf("t", { id: ["uuid", ids], key: ["bytea", tagKeys] })).select(["t.id", "t.key"])),
);

/** Changes records and writes down what they were. */
export const indicatorSet =
  (session: Session): Lifecycle["set"] =>
  async (of, edit, change) => {
    const { key, records, unknown } = await selected(session, of, edit.refs);
    const lines = records
      .filter((record) => isLive(record) && owns(record, edit))
      .map((record): ChangedRecord => {
        const was = contentOf(record.body);
        return { record, was, now: applied(was, change) };
      });
    const changed = lines.filter(({ was, now }) => !sameContent(was, now));
    if (changed.length > 0) {
      await write(session, key, changed, edit);
      if (change.tags !== undefined) await retag(session, of, changed);
      const audible = changed.filter(({ was, now }) => announces(was.codes, now.codes));
      await scheduleAfterGrace(
        session,
        "announce",
        audible.map(({ record }) => record.id),
        edit.now,
      );
    }
    return { ...refused(records, unknown, edit), lines: lines.map(({ record, was, now }) => ({ ref: record.ref, was, now })) };
  };

const contentOf = ({ codes, tags, source, note }: IndicatorBody): Changeable => ({
  codes,
  tags,
  ...(source !== undefined && { source }),
  ...(note !== undefined && { note }),
});

async function write(session: Session, key: ScopeKey, changed: readonly ChangedRecord[], edit: Edit): Promise<void> {
  await keepChanges(
    session,
    key,
    changed.map(({ record, was, now }) => ({ id: record.id, was, now })),
    edit,
  );
  await session.query(
    rewrite({
      ids: changed.map(({ record }) => record.id),
      bodies: changed.map(({ record: { id, body }, now }) =>
        sealJson(key, indicatorCell("body", id), { ...now, value: body.value, by: body.by } satisfies IndicatorBody),
      ),
    }),
  );
}

async function retag({ query, keys }: Session, of: Parameters<Lifecycle["set"]>[0], changed: readonly ChangedRecord[]): Promise<void> {
  const tagged = changed.flatMap(({ record, now }) =>
    [...new Set(now.tags.map((one) => one.toLowerCase()))].map((one) => ({ id: record.id, key: tagKey(keys, of, one) })),
  );
  await query(untag({ ids: changed.map(({ record }) => record.id) }));
  await query(tag({ ids: tagged.map(({ id }) => id), tagKeys: tagged.map(({ key }) => key) }));
}
