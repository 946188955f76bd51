import { createHmac, randomBytes } from "node:crypto";
import { caseId } from "#domain/primitives/ids.ts";
import { db, type Row } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import type { Transaction } from "../index.ts";
import { canonicalText } from "../sealing/json.ts";
import { openJson } from "../sealing/sealed.ts";

const table = "liaison.audit_entry";

const put = prepared((entry: Row<"audit_entry">) =>
  db.insertInto("audit_entry").values({
    id: entry.id,
    at: entry.at,
    action: entry.action,
    outcome: entry.outcome,
    actor_key: entry.actor_key,
    case_id: entry.case_id,
    event_id: entry.event_id,
    content: entry.content,
    salt: entry.salt,
    commitment: entry.commitment,
  }),
);

/** Opens the content of an entry. The seal proves that this program wrote it, so its shape is taken on trust. */
export async function openAudit<T>(
  { query, keys }: Pick<Session, "query" | "keys">,
  row: Row<"audit_entry", "id" | "case_id" | "content">,
): Promise<T> {
  const key = row.case_id === null ? keys.coordination : await keys.case(caseId(row.case_id), query);
  return openJson<T>(key, { table, column: "content", row: row.id }, row.content);
}

/** Entries without a position: the order of the tree is somebody else's work, so that commands do not wait for each other. */
export const auditEntries = ({ query, send, keys }: Session): Transaction["audit"] => ({
  async append(entry, now) {
    const id = uuidv7();
    const key = entry.case === undefined ? keys.coordination : await keys.case(entry.case, query);
    const content = Buffer.from(canonicalText(entry.content));
    const salt = randomBytes(32);
    send(
      put({
        id,
        at: now,
        action: entry.action,
        outcome: entry.outcome,
        actor_key: entry.by === undefined ? null : keys.keyed("user", entry.by),
        case_id: entry.case ?? null,
        event_id: entry.eventId ?? null,
        content: key.seal({ table, column: "content", row: id }, content),
        salt: key.seal({ table, column: "salt", row: id }, salt),
        commitment: createHmac("sha256", salt).update(content).digest(),
      }),
    );
  },
});
