import { storedIndicator } from "#domain/indicators/indicator.ts";
import type { Session } from "../engine/session.ts";
import type { IndicatorLife } from "../index.ts";
import { countShown } from "../outbox/shown-records.ts";
import { withdrawUnsent } from "../outbox/withdraw-unsent.ts";
import { sealJson } from "../sealing/sealed.ts";
import { type IndicatorBody, indicatorCell, sealWithdrawal } from "./row.ts";
import { owns, refsOf, refused, type Selected, selected } from "./selected.ts";

const spilled = ({ state }: Selected): boolean => state === "spilled";

/** What must never have been there: only number, kind, codes and who logged it stay. */
export const indicatorSpill =
  (session: Session): IndicatorLife["spill"] =>
  async (of, deed) => {
    const { query, keys } = session;
    const { key, records, unknown } = await selected(session, of, deed.refs);
    const mine = records.filter((record) => owns(record, deed) && !spilled(record));
    const ids = mine.map(({ id }) => id);
    for (const table of ["match_row", "indicator_tag", "sighting", "indicator_doubt", "indicator_change", "enrichment_finding"])
      await query(`delete from liaison.${table} where indicator_id = any($1::uuid[])`, [ids]);
    await query(
      `update liaison.indicator i set state = 'spilled', doubts = 0, refuted = false, value_key = s.value_key, body = s.body, withdrawal = s.withdrawal
       from unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::bytea[]) s(id, value_key, body, withdrawal) where i.id = s.id`,
      [
        ids,
        // a hash of the value would still tell whoever guesses it
        ids.map((id) => keys.keyed("spilled", id)),
        mine.map(({ id, indicator, body: { codes, by } }) =>
          sealJson(key, indicatorCell("body", id), {
            value: storedIndicator(indicator.kind, "").value,
            codes,
            tags: [],
            by,
          } satisfies IndicatorBody),
        ),
        ids.map((id) => sealWithdrawal(key, id, { by: deed.by, at: deed.now, reason: "" })),
      ],
    );
    await withdrawUnsent(
      session,
      mine.map(({ indicator }) => indicator.value),
      deed.now,
    );
    const found = { spilled: refsOf(mine), already: refsOf(records.filter(spilled)), ...(await countShown(session, of, ids)) };
    return { ...refused(records, unknown, deed), ended: [], ...found };
  };
