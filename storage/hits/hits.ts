import type { HitFacts, HitLine } from "#domain/hits/hit.ts";
import { type CaseId, caseId } from "#domain/primitives/ids.ts";
import { numberOf } from "#domain/primitives/ref.ts";
import type { NotifiedSide } from "../contract/hits.ts";
import type { Session } from "../engine/session.ts";
import type { Stores } from "../index.ts";
import { asKind, indicatorBody, recordRef } from "../indicators/row.ts";
import { announce } from "./announce.ts";
import { correlate } from "./correlate.ts";
import { hitLines, hitRef } from "./line.ts";

interface ListedRow {
  readonly number: number;
  readonly side: string;
  readonly same: boolean;
  readonly at: Date;
  readonly own_id: string;
  readonly own_number: number;
  readonly own_state: string;
  readonly own_body: Buffer;
  readonly kind: string;
  readonly other_id: string;
  readonly other_case: string;
  readonly other_state: string;
  readonly body: Buffer;
}
const listed = `select s.number, s.side, h.same, h.at, i.id as own_id, i.number as own_number,
    i.state as own_state, i.body as own_body, i.kind, o.id as other_id, o.case_id as other_case, o.state as other_state, o.body
  from liaison.hit_side s join liaison.hit h on h.id = s.hit_id
  join liaison.indicator i on i.id = s.own_id join liaison.indicator o on o.id = s.other_id`;

/** Hits of a case by their numbers, as its side may see them now. */
export async function hitsNumbered(session: Session, of: CaseId, numbers: readonly number[]): Promise<readonly HitLine[]> {
  const rows = await session.query<ListedRow>(`${listed} where s.case_id = $1 and s.number = any($2) order by s.number`, [of, numbers]);
  return linesOf(session)(of, rows);
}

const linesOf =
  (session: Session) =>
  async (of: CaseId, rows: readonly ListedRow[]): Promise<readonly HitLine[]> => {
    const { query, keys } = session;
    const scope = await keys.cases([of, ...new Set(rows.map((row) => caseId(row.other_case)))], query);
    const facts = rows.map(
      (row): HitFacts => ({
        ref: hitRef(row.number),
        own: {
          ref: recordRef(row.own_number),
          kind: asKind(row.kind),
          codes: indicatorBody(scope(of), row.own_id, row.own_body).codes,
          withdrawn: row.own_state !== "live",
        },
        side: row.side === "holder" ? "holder" : "asker",
        match: row.same ? "same" : "adjoining",
        at: row.at,
        other: { ...indicatorBody(scope(caseId(row.other_case)), row.other_id, row.body), withdrawn: row.other_state !== "live" },
      }),
    );
    return hitLines(facts, session);
  };

/** Hits between cases: each side is told what the other record's share allows, now. */
export function hits(session: Session): Stores["hits"] {
  const { query } = session;
  const lines = linesOf(session);
  return {
    async mayMeet(ids) {
      const rows = await query<{ id: string }>(
        `select distinct m.indicator_id as id from liaison.match_row m
         join liaison.match_row n on n.match_key = m.match_key and n.key_version = m.key_version and n.case_id <> m.case_id and (n.role = 0 or m.role = 0)
         where m.indicator_id = any($1::uuid[])`,
        [ids],
      );
      return rows.map((row) => row.id);
    },
    correlate: correlate(session),
    async announce(id) {
      const sides: NotifiedSide[] = [];
      for (const { case: of, ref } of await announce(session, id)) {
        const hit = await this.find(of, ref);
        if (hit !== undefined) sides.push({ case: of, hit });
      }
      return sides;
    },
    async list(of: CaseId, most) {
      const rows = await query<ListedRow>(`${listed} where s.case_id = $1 and s.number is not null order by s.number desc limit $2`, [
        of,
        most,
      ]);
      const [count] = await query<{ total: number }>("select count(number)::int as total from liaison.hit_side where case_id = $1", [of]);
      return { hits: await lines(of, rows), total: count?.total ?? 0 };
    },
    async find(of, ref) {
      const number = numberOf(ref);
      if (!(number > 0 && number < 2 ** 31)) return undefined;
      const [line] = await lines(of, await query<ListedRow>(`${listed} where s.case_id = $1 and s.number = $2`, [of, number]));
      return line;
    },
  };
}
