import type { NotNull } from "kysely";
import { caseId } from "#domain/primitives/ids.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf } from "../engine/values.ts";
import { openJson } from "../sealing/sealed.ts";

/** A shorter value would be found in every message. */
const shortest = 6;

/** Whether a value stands anywhere in a message, defanged or not. */
export function mentions(content: unknown, values: readonly string[]): boolean {
  if (typeof content === "string") {
    const plain = content.replaceAll(/[[\]]/gu, "");
    return values.some((value) => content === value || (value.length >= shortest && (content.includes(value) || plain.includes(value))));
  }
  return typeof content === "object" && content !== null && Object.values(content).some((inner) => mentions(inner, values));
}

const unsent = prepared(() =>
  db
    .selectFrom("outbox")
    .select(["id", "case_id", "body"])
    .where("sent_at", "is", null)
    .where("body", "is not", null)
    .forUpdate()
    .$narrowType<{ body: NotNull }>(),
);
const forget = prepared(({ ids, now }: { ids: readonly string[]; now: Date }) =>
  db.updateTable("outbox").set({ sent_at: now, body: null }).where("id", "=", anyOf(ids)),
);

/**
 * Forgets what waits to be said and shows one of these values, in whatever room: an answer may wait a day for its officer.
 * What it would have said beside them is lost with it.
 */
export async function withdrawUnsent({ query, keys }: Session, values: readonly string[], now: Date): Promise<void> {
  const rows = await query(unsent());
  const scope = await keys.cases([...new Set(rows.flatMap((row) => (row.case_id === null ? [] : [caseId(row.case_id)])))], query);
  const shown = rows.filter(({ id, case_id, body }) => {
    const key = case_id === null ? keys.coordination : scope(caseId(case_id));
    return mentions(openJson<unknown>(key, { table: "liaison.outbox", column: "body", row: id }, body), values);
  });
  await query(forget({ ids: shown.map(({ id }) => id), now }));
}
