import { discloses, disclosure } from "#domain/hits/disclosure.ts";
import { isAnnounced } from "#domain/hits/notification.ts";
import { type CaseId, caseId, type Ref } from "#domain/primitives/ids.ts";
import { nextHits } from "../cases/numbering.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf, rowsOf } from "../engine/values.ts";
import { indicatorBody } from "../indicators/row.ts";
import { hitRef } from "./line.ts";
import { notifiedBefore } from "./notified.ts";

const counters = prepared(({ id }: { id: string }) =>
  db
    .selectFrom("case_file")
    .select(["id", "next_hit"])
    .where("id", "in", (eb) => eb.selectFrom("hit_side").select("hit_side.case_id").where("other_id", "=", id).where("number", "is", null))
    .orderBy("id")
    .forNoKeyUpdate(),
);
const untold = prepared(({ id, cases }: { id: string; cases: readonly string[] }) =>
  db
    .selectFrom("hit_side as s")
    .innerJoin("hit as h", "h.id", "s.hit_id")
    .innerJoin("indicator as o", "o.id", "s.other_id")
    .innerJoin("indicator as i", "i.id", "s.own_id")
    .select(["s.hit_id", "s.case_id", "s.own_id", "h.same", "i.state as own_state"])
    .select(["o.case_id as other_case", "o.state as other_state", "o.refuted", "o.body"])
    .where("s.other_id", "=", id)
    .where("s.number", "is", null)
    .where("s.case_id", "=", anyOf(cases))
    .orderBy("s.hit_id"),
);
/** Sides that heard of it before, of records that still count. */
const told = prepared(({ id }: { id: string }) =>
  db
    .selectFrom("hit_side as s")
    .innerJoin("indicator as i", "i.id", "s.own_id")
    .innerJoin("indicator as o", "o.id", "s.other_id")
    .select(["s.case_id", "s.number", "o.case_id as other_case", "o.state as other_state", "o.body"])
    .where("s.other_id", "=", id)
    .where("s.number", "is not", null)
    .where("i.state", "=", "live")
    .orderBy("s.case_id")
    .orderBy("s.number")
    .$narrowType<{ number: number }>(),
);
interface Numbers {
  readonly cases: readonly string[];
  readonly next: readonly number[];
  readonly hits: readonly string[];
  readonly sides: readonly string[];
  readonly numbers: readonly number[];
}
const number = prepared(({ cases, next, hits, sides, numbers }: Numbers) =>
  db
    .with("counted", () => nextHits(cases, next))
    .updateTable("hit_side as s")
    .from(rowsOf("t", { hit_id: ["uuid", hits], case_id: ["uuid", sides], number: ["int", numbers] }))
    .set({ number: (eb) => eb.ref("t.number") })
    .whereRef("s.hit_id", "=", "t.hit_id")
    .whereRef("s.case_id", "=", "t.case_id"),
);

interface Learning {
  readonly case: CaseId;
  readonly ref: Ref<"HIT">;
}

/** The sides that have a number and learn more of a record than that there is a hit. */
export async function learning({ query, keys }: Session, indicatorId: string): Promise<readonly Learning[]> {
  const rows = await query(told({ id: indicatorId }));
  const [first] = rows;
  if (first === undefined) return [];
  const { codes, permitted } = indicatorBody(await keys.case(caseId(first.other_case), query), indicatorId, first.body);
  const gives = discloses(disclosure({ codes, ...(permitted && { permitted }), withdrawn: first.other_state !== "live" }));
  return gives ? rows.map((row) => ({ case: caseId(row.case_id), ref: hitRef(row.number) })) : [];
}

/**
 * Numbers the sides that did not hear of a record while it was silent, or joined another hit, if they are to hear of it now; once
 * each, as they have a number then. The cases are locked in the order of their ids, as for correlation.
 */
export async function announce(session: Session, indicatorId: string): Promise<readonly Learning[]> {
  const { query, keys } = session;
  const next = new Map((await query(counters({ id: indicatorId }))).map((row) => [row.id, row.next_hit]));
  const rows = await query(untold({ id: indicatorId, cases: [...next.keys()] }));
  const [first] = rows;
  if (first === undefined) return [];
  const of = caseId(first.other_case);
  const key = await keys.case(of, query);
  const { codes, permitted } = indicatorBody(key, indicatorId, first.body);
  const other = { codes, ...(permitted && { permitted }), withdrawn: first.other_state !== "live", refuted: first.refuted };
  const before = await notifiedBefore(
    session,
    rows.map((row) => row.own_id),
  );
  const announced = rows.filter(({ own_id, own_state, same }) =>
    isAnnounced({ own: { withdrawn: own_state !== "live" }, other, match: same ? "same" : "adjoining" }, before(own_id, of)),
  );
  if (announced.length === 0) return [];
  const numbered = announced.map((row) => {
    const own = next.get(row.case_id) ?? 1;
    next.set(row.case_id, own + 1);
    return { ...row, number: own };
  });
  await query(
    number({
      cases: [...next.keys()],
      next: [...next.values()],
      hits: numbered.map((row) => row.hit_id),
      sides: numbered.map((row) => row.case_id),
      numbers: numbered.map((row) => row.number),
    }),
  );
  return numbered.map((row) => ({ case: caseId(row.case_id), ref: hitRef(row.number) }));
}
