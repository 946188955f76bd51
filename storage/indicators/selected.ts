import type { Indicator } from "#domain/indicators/indicator.ts";
import type { CaseId, Ref } from "#domain/primitives/ids.ts";
import { numberOf } from "#domain/primitives/ref.ts";
import { lockCase } from "../cases/case-file.ts";
import { db, type Row } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf } from "../engine/values.ts";
import type { Edit, Refused } from "../index.ts";
import type { ScopeKey } from "../sealing/sealed.ts";
import { type IndicatorBody, indicatorBody, recordRef } from "./row.ts";

const named = prepared(({ of, numbers }: { of: CaseId; numbers: readonly number[] }) =>
  db
    .selectFrom("indicator")
    .select(["id", "number", "kind", "state", "logged_at", "refuted", "doubts", "body"])
    .where("case_id", "=", of)
    .where("number", "=", anyOf(numbers))
    .orderBy("id")
    .forNoKeyUpdate(),
);

/** A record that is locked, with its content. */
export interface Selected {
  readonly id: string;
  readonly ref: Ref<"IOC">;
  readonly state: Row<"indicator">["state"];
  readonly loggedAt: Date;
  readonly refuted: boolean;
  readonly doubts: number;
  readonly indicator: Indicator;
  readonly body: IndicatorBody;
}

/** Numbers that fit the column; others belong to no record. */
export const numbersOf = (refs: readonly Ref<"IOC">[]): readonly number[] =>
  [...new Set(refs.map(numberOf))].filter((number) => number > 0 && number < 2 ** 31);

/** The records that a command names, in the order of typing, each once; the case's row is locked first, as for logging. */
export async function selected(
  { query, keys }: Session,
  of: CaseId,
  refs: readonly Ref<"IOC">[],
): Promise<{ readonly key: ScopeKey; readonly records: readonly Selected[]; readonly unknown: readonly Ref<"IOC">[] }> {
  await query(lockCase({ id: of }));
  const rows = await query(named({ of, numbers: numbersOf(refs) }));
  const key = await keys.case(of, query);
  const known = new Map(rows.map((row) => [row.number, row]));
  const asked = [...new Set(refs.map(numberOf))];
  const records = asked.flatMap((number): readonly Selected[] => {
    const row = known.get(number);
    if (row === undefined) return [];
    const { id, state, logged_at: loggedAt, refuted, doubts } = row;
    const body = indicatorBody(key, id, row.body);
    return [{ id, ref: recordRef(number), state, loggedAt, refuted, doubts, body, indicator: { kind: row.kind, value: body.value } }];
  });
  return { key, records, unknown: asked.filter((number) => !known.has(number)).map(recordRef) };
}

export const refsOf = (records: readonly Pick<Selected, "ref">[]): readonly Ref<"IOC">[] => records.map(({ ref }) => ref);
/** Whether it is theirs: they logged it, or lead the case. */
export const owns = ({ body }: Selected, { by, lead }: Edit): boolean => lead || body.by === by;
export const isLive = ({ state }: Selected): boolean => state === "live";

/** Those for which an edit is refused. */
export const refused = (records: readonly Selected[], unknown: readonly Ref<"IOC">[], edit: Edit | "anybody"): Refused => ({
  unknown,
  ended: refsOf(records.filter((record) => !isLive(record))),
  foreign: edit === "anybody" ? [] : refsOf(records.filter((record) => !owns(record, edit))),
});
