import { sql } from "kysely";
import { caseId } from "#domain/primitives/ids.ts";
import type { AlertIntake } from "../contract/alerts.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { openJson } from "../sealing/sealed.ts";
import { type LaidBody, laidCell } from "./receiver.ts";
import { sourceName } from "./sources.ts";

const mostAttempts = 3;

const waiting = prepared(({ most }: { most: number }) =>
  db.selectFrom("alert_intake").select("id").where("parked", "=", false).orderBy("id").limit(most),
);
const take = prepared(({ id }: { id: string }) =>
  db.deleteFrom("alert_intake").where("id", "=", id).returning(["source_id", "received_at", "body"]),
);
/** Also one that was removed meanwhile: what its sender was told is taken is not lost. */
const source = prepared(({ id }: { id: string }) =>
  db.selectFrom("alert_source").select(["id", "number", "case_id", "body"]).where("id", "=", id),
);
const failed = prepared(({ id }: { id: string }) =>
  db
    .updateTable("alert_intake")
    .set((eb) => ({ attempts: eb("attempts", "+", 1), parked: sql<boolean>`attempts + 1 >= ${mostAttempts}` }))
    .where("id", "=", id)
    .returning("parked"),
);

/** What receivers have laid down. */
export const alertIntake = ({ query, keys }: Session): AlertIntake => ({
  async waiting(most) {
    return (await query(waiting({ most }))).map(({ id }) => id);
  },
  async take(id) {
    const [row] = await query(take({ id }));
    if (row === undefined) return undefined;
    const [of] = await query(source({ id: row.source_id }));
    if (of === undefined) throw new Error("an alert of a source that never was");
    const { delivery, content } = openJson<LaidBody>(keys.receiving, laidCell(id), row.body);
    const inCase = caseId(of.case_id);
    const name = sourceName(await keys.case(inCase, query), of);
    return { source: { id: of.id, case: inCase, ...name }, delivery, receivedAt: row.received_at, content };
  },
  async failed(id) {
    const [row] = await query(failed({ id }));
    return row?.parked ? "parked" : "again";
  },
});
