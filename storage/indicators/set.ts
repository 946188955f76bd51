import { lowered } from "#domain/codes/lowering.ts";
import { disclosesMore } from "#domain/hits/disclosure.ts";
import { type Changeable, contentAfter, sameContent } from "#domain/indicators/change.ts";
import { raisersUndone } from "#domain/indicators/raised-by.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf, rowsOf } from "../engine/values.ts";
import type { Edit, Lifecycle } from "../index.ts";
import { type ScopeKey, sealJson } from "../sealing/sealed.ts";
import { changesOf, keepChanges } from "./changes.ts";
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
        const { by, confirmedBy, now: at } = edit;
        return { record, was, now: contentAfter(was, change, { by, provider: record.body.by, confirmedBy, at }) };
      });
    const changed = lines.filter(({ was, now }) => !sameContent(was, now));
    // before this change is a part of what happened
    const raisers = await raisersOf(session, key, changed, edit);
    if (changed.length > 0) {
      await write(session, key, changed, edit);
      if (change.tags !== undefined) await retag(session, of, changed);
      const audible = changed.filter(({ was, now }) => disclosesMore(was, now)).map(({ record }) => record.id);
      await scheduleAfterGrace(session, "disclose", audible, edit.now);
    }
    const told = lines.map(({ record: { id, ref, loggedAt, body }, was, now }) => ({
      ref,
      was,
      now,
      provider: body.by,
      loggedAt,
      raisers: raisers.get(id) ?? [],
    }));
    return { ...refused(records, unknown, edit), lines: told };
  };

/** Of records that their provider lowers: who else has raised what goes. */
async function raisersOf(
  session: Session,
  key: ScopeKey,
  changed: readonly ChangedRecord[],
  { by, lead }: Edit,
): Promise<ReadonlyMap<string, readonly UserId[]>> {
  const own = lead ? [] : changed.filter(({ record, was, now }) => record.body.by === by && lowered(was.codes, now.codes).length > 0);
  const histories = await changesOf(
    session,
    key,
    own.map(({ record }) => record.id),
  );
  return new Map(own.map(({ record, was, now }) => [record.id, raisersUndone(histories.get(record.id) ?? [], by, was.codes, now.codes)]));
}

const contentOf = ({ codes, permitted, tags, source, note }: IndicatorBody): Changeable => ({
  codes,
  ...(permitted && { permitted }),
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
