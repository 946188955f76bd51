import { storedIndicator } from "#domain/indicators/indicator.ts";
import { raisersUndone } from "#domain/indicators/raised-by.ts";
import { unprotected } from "#domain/indicators/taken-back.ts";
import type { Forgetting } from "#domain/indicators/who-spills.ts";
import { forgetAudit } from "../audit/forget.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf, rowsOf } from "../engine/values.ts";
import type { Lifecycle } from "../index.ts";
import { countShown } from "../outbox/shown-records.ts";
import { withdrawUnsent } from "../outbox/withdraw-unsent.ts";
import { type ScopeKey, sealJson } from "../sealing/sealed.ts";
import { changesOf } from "./changes.ts";
import { type IndicatorBody, indicatorCell, sealWithdrawal } from "./row.ts";
import { owns, refsOf, refused, type Selected, selected } from "./selected.ts";

/** Whatever else says something of a record. */
const traces = (["match_row", "indicator_tag", "sighting", "indicator_doubt", "indicator_change", "enrichment_finding"] as const).map(
  (table) => prepared(({ ids }: { ids: readonly string[] }) => db.deleteFrom(table).where("indicator_id", "=", anyOf(ids))),
);
interface Emptied {
  readonly ids: readonly string[];
  readonly valueKeys: readonly Buffer[];
  readonly bodies: readonly Buffer[];
  readonly withdrawals: readonly Buffer[];
}
const empty = prepared(({ ids, valueKeys, bodies, withdrawals }: Emptied) =>
  db
    .updateTable("indicator as i")
    .from(rowsOf("s", { id: ["uuid", ids], value_key: ["bytea", valueKeys], body: ["bytea", bodies], withdrawal: ["bytea", withdrawals] }))
    .set((eb) => ({
      state: "spilled",
      doubts: 0,
      refuted: false,
      value_key: eb.ref("s.value_key"),
      body: eb.ref("s.body"),
      withdrawal: eb.ref("s.withdrawal"),
    }))
    .whereRef("i.id", "=", "s.id"),
);

const spilled = ({ state }: Selected): boolean => state === "spilled";

/** How records are protected that shall be forgotten, and by whom beside their providers. */
async function protectionOf(session: Session, key: ScopeKey, records: readonly Selected[]): Promise<readonly Forgetting[]> {
  const changes = await changesOf(
    session,
    key,
    records.map(({ id }) => id),
  );
  return records.map(({ id, ref, loggedAt, body: { by: provider, codes } }) => ({
    ref,
    codes,
    loggedAt,
    provider,
    raisers: raisersUndone(changes.get(id) ?? [], provider, codes, unprotected),
  }));
}

/** What must never have been there: only number, kind, codes and who logged it stay. */
export const indicatorSpill =
  (session: Session): Lifecycle["spill"] =>
  async (of, edit) => {
    const { query, keys, touched } = session;
    const { key, records, unknown } = await selected(session, of, edit.refs);
    const mine = records.filter((record) => owns(record, edit) && !spilled(record));
    const ids = mine.map(({ id }) => id);
    if (ids.length > 0) touched.add("redactions");
    const lost = await protectionOf(session, key, mine);
    for (const forget of traces) await query(forget({ ids }));
    await query(
      empty({
        ids,
        // a hash of the value would still tell whoever guesses it
        valueKeys: ids.map((id) => keys.keyed("spilled", id)),
        bodies: mine.map(({ id, indicator, body: { codes, by } }) =>
          sealJson(key, indicatorCell("body", id), {
            value: storedIndicator(indicator.kind, "").value,
            codes,
            tags: [],
            by,
          } satisfies IndicatorBody),
        ),
        withdrawals: ids.map((id) => sealWithdrawal(key, id, { by: edit.by, at: edit.now, reason: "" })),
      }),
    );
    const values = mine.map(({ indicator }) => indicator.value);
    await forgetAudit(session, of, ids, values);
    await withdrawUnsent(session, values, edit.now);
    const ofOthers = mine.flatMap(({ ref, body: { by: provider } }) => (provider === edit.by ? [] : [{ ref, provider }]));
    const found = {
      spilled: refsOf(mine),
      ofOthers,
      lost,
      already: refsOf(records.filter(spilled)),
      ...(await countShown(session, of, ids)),
    };
    return { ...refused(records, unknown, edit), ended: [], ...found };
  };
