import { createHmac, randomBytes } from "node:crypto";
import { caseId } from "#domain/primitives/ids.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import type { Transaction } from "../index.ts";
import { canonicalText } from "../sealing/json.ts";
import { openJson } from "../sealing/sealed.ts";

const table = "liaison.audit_entry";

/** Opens the content of an entry. The seal proves that this program wrote it, so its shape is taken on trust. */
export async function openAudit<T>(
  { query, keys }: Pick<Session, "query" | "keys">,
  row: { readonly id: string; readonly case_id: string | null; readonly content: Uint8Array },
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
      `insert into ${table} (id, at, action, outcome, actor_key, case_id, event_id, content, salt, commitment)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        now,
        entry.action,
        entry.outcome,
        entry.by === undefined ? null : keys.keyed("user", entry.by),
        entry.case ?? null,
        entry.eventId ?? null,
        key.seal({ table, column: "content", row: id }, content),
        key.seal({ table, column: "salt", row: id }, salt),
        createHmac("sha256", salt).update(content).digest(),
      ],
    );
  },
});
