import { sql } from "kysely";
import { indicatorsIn } from "#domain/extract/index.ts";
import type { CaseId } from "#domain/primitives/ids.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf } from "../engine/values.ts";
import { mentions } from "../outbox/withdraw-unsent.ts";
import { openAudit } from "./entries.ts";

/** Entries about what was typed where one of these records was logged or named. */
const forgetTyped = prepared(({ ids }: { ids: readonly string[] }) =>
  db
    .deleteFrom("audit_content")
    .where("entry_id", "in", (q) =>
      q
        .selectFrom("audit_entry as e")
        .innerJoin("shown as s", "s.event_id", "e.event_id")
        .select("e.id")
        .where("s.indicator_id", "=", anyOf(ids))
        .where("s.typed", "=", true),
    ),
);
/** What else was noted in the case, or of no case, since the first of them was logged. */
const since = prepared(({ of, ids }: { of: CaseId; ids: readonly string[] }) =>
  db
    .selectFrom("audit_entry as e")
    .innerJoin("audit_content as c", "c.entry_id", "e.id")
    .select(["e.id", "e.case_id", "c.content"])
    .where((where) => where.or([where("e.case_id", "=", of), where("e.case_id", "is", null)]))
    .where("e.at", ">=", (q) =>
      q.selectFrom("indicator as i").select(sql<Date>`min(i.logged_at)`.as("first")).where("i.id", "=", anyOf(ids)),
    ),
);
const forget = prepared(({ ids }: { ids: readonly string[] }) => db.deleteFrom("audit_content").where("entry_id", "=", anyOf(ids)));

/** Whether a value is quoted: as it is stored, or in a text that says it in disguise. */
function quotes(content: unknown, values: readonly string[]): boolean {
  if (mentions(content, values)) return true;
  const text = typeof content === "object" && content !== null && "text" in content ? content.text : undefined;
  return typeof text === "string" && indicatorsIn(text).some(({ value }) => mentions(value, values));
}

/** Erases what the audit says of records that must never have been there; that something was done, and the commitment to it, stay. */
export async function forgetAudit(session: Session, of: CaseId, ids: readonly string[], values: readonly string[]): Promise<void> {
  await session.query(forgetTyped({ ids }));
  const quoting: string[] = [];
  for (const row of await session.query(since({ of, ids }))) if (quotes(await openAudit(session, row), values)) quoting.push(row.id);
  await session.query(forget({ ids: quoting }));
}
