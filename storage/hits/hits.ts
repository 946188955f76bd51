import { sql } from "kysely";
import type { HitLine } from "#domain/hits/hit.ts";
import { type CaseId, caseId, type Ref } from "#domain/primitives/ids.ts";
import { numberOf } from "#domain/primitives/ref.ts";
import type { NotifiedSide } from "../contract/hits.ts";
import { db } from "../database.ts";
import { prepared, type RowOf } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf } from "../engine/values.ts";
import type { Stores } from "../index.ts";
import { indicatorBody, recordRef } from "../indicators/row.ts";
import { announce, learning } from "./announce.ts";
import { correlate } from "./correlate.ts";
import { auditDisclosures, type Hearing, type SideFacts } from "./disclosed.ts";
import { hitLines, hitRef } from "./line.ts";

const listed = (of: CaseId) =>
  db
    .selectFrom("hit_side as s")
    .innerJoin("hit as h", "h.id", "s.hit_id")
    .innerJoin("indicator as i", "i.id", "s.own_id")
    .innerJoin("indicator as o", "o.id", "s.other_id")
    .select(["s.number", "s.side", "h.same", "h.at", "i.id as own_id", "i.number as own_number", "i.state as own_state"])
    .select([
      "i.body as own_body",
      "i.kind",
      "o.id as other_id",
      "o.number as other_number",
      "o.case_id as other_case",
      "o.state as other_state",
      "o.body",
    ])
    .where("s.case_id", "=", of)
    .where("s.number", "is not", null)
    .$narrowType<{ number: number }>();
const numbered = prepared(({ of, numbers }: { of: CaseId; numbers: readonly number[] }) =>
  listed(of).where("s.number", "=", anyOf(numbers)).orderBy("s.number"),
);
const newest = prepared(({ of, most }: { of: CaseId; most: number }) => listed(of).orderBy("s.number", "desc").limit(most));
const counted = prepared(({ of }: { of: CaseId }) =>
  db.selectFrom("hit_side").select(sql<number>`count(number)::int`.as("total")).where("case_id", "=", of),
);
/** A parent meets only what is itself. */
const meetingAny = prepared(({ ids }: { ids: readonly string[] }) =>
  db
    .selectFrom("match_row as m")
    .innerJoin("match_row as n", (join) =>
      join
        .onRef("n.match_key", "=", "m.match_key")
        .onRef("n.key_version", "=", "m.key_version")
        .onRef("n.case_id", "<>", "m.case_id")
        .on((eb) => eb.or([eb("n.role", "=", 0), eb("m.role", "=", 0)])),
    )
    .select("m.indicator_id as id")
    .distinct()
    .where("m.indicator_id", "=", anyOf(ids)),
);

/** Hits of a case by their numbers, as its side may see them now. */
export async function hitsNumbered(session: Session, of: CaseId, numbers: readonly number[]): Promise<readonly HitLine[]> {
  const rows = await session.query(numbered({ of, numbers }));
  return hitLines(await factsOf(session)(of, rows), session);
}

const factsOf =
  (session: Session) =>
  async (of: CaseId, rows: readonly RowOf<typeof numbered>[]): Promise<readonly SideFacts[]> => {
    const { query, keys } = session;
    const scope = await keys.cases([of, ...new Set(rows.map((row) => caseId(row.other_case)))], query);
    return rows.map((row): SideFacts => {
      const { codes, permitted } = indicatorBody(scope(of), row.own_id, row.own_body);
      return {
        ref: hitRef(row.number),
        own: {
          ref: recordRef(row.own_number),
          kind: row.kind,
          codes,
          ...(permitted && { permitted }),
          withdrawn: row.own_state !== "live",
        },
        side: row.side,
        match: row.same ? "same" : "adjoining",
        at: row.at,
        other: { ...indicatorBody(scope(caseId(row.other_case)), row.other_id, row.body), withdrawn: row.other_state !== "live" },
        from: { case: caseId(row.other_case), ref: recordRef(row.other_number) },
      };
    });
  };

/** Hits between cases: each side is told what the other record's share allows, now. */
export function hits(session: Session): Stores["hits"] {
  const { query } = session;
  const facts = factsOf(session);
  const lines = async (of: CaseId, rows: readonly RowOf<typeof numbered>[]) => hitLines(await facts(of, rows), session);
  /** Sides that their cases hear of now, with what leaves by that written down. */
  async function heard(sides: readonly { readonly case: CaseId; readonly ref: Ref<"HIT"> }[], now: Date): Promise<readonly NotifiedSide[]> {
    const found: (NotifiedSide & Hearing)[] = [];
    for (const { case: of, ref } of sides) {
      const [one] = await facts(of, await query(numbered({ of, numbers: [numberOf(ref)] })));
      const [hit] = one === undefined ? [] : await hitLines([one], session);
      if (one !== undefined && hit !== undefined) found.push({ case: of, hit, facts: one });
    }
    await auditDisclosures(session, found, now);
    return found.map(({ case: of, hit }) => ({ case: of, hit }));
  }
  return {
    async mayMeet(ids) {
      const rows = await query(meetingAny({ ids }));
      return rows.map((row) => row.id);
    },
    correlate: correlate(session),
    announce: async (id, now) => heard(await announce(session, id), now),
    async disclose(id, now) {
      const before = await learning(session, id);
      return heard([...before, ...(await announce(session, id))], now);
    },
    async show(of, ref, { by, now }) {
      const number = numberOf(ref);
      if (!(number > 0 && number < 2 ** 31)) return undefined;
      const [one] = await facts(of, await query(numbered({ of, numbers: [number] })));
      if (one === undefined) return undefined;
      await auditDisclosures(session, [{ case: of, facts: one }], now, by);
      return (await hitLines([one], session))[0];
    },
    numbered: (of, refs) => hitsNumbered(session, of, refs.map(numberOf)),
    async list(of: CaseId, most) {
      const rows = await query(newest({ of, most }));
      const [count] = await query(counted({ of }));
      return { hits: await lines(of, rows), total: count?.total ?? 0 };
    },
  };
}
