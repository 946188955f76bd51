import { createHmac, randomBytes } from "node:crypto";
import { caseId } from "#domain/primitives/ids.ts";
import { db, type Row } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import type { Transaction } from "../index.ts";
import { canonicalText } from "../sealing/json.ts";
import { type Cell, openJson } from "../sealing/sealed.ts";

/** Sealed under the name of the table in which it stood first, so that old entries open. */
const cell = (column: "content" | "salt", row: string): Cell => ({ table: "liaison.audit_entry", column, row });

const put = prepared((entry: Row<"audit_entry"> & Row<"audit_content", "content" | "salt">) =>
  db
    .with("entry", (q) =>
      q.insertInto("audit_entry").values({
        id: entry.id,
        at: entry.at,
        action: entry.action,
        outcome: entry.outcome,
        actor_key: entry.actor_key,
        case_id: entry.case_id,
        event_id: entry.event_id,
        commitment: entry.commitment,
      }),
    )
    .insertInto("audit_content")
    .values({ entry_id: entry.id, content: entry.content, salt: entry.salt }),
);

/** Opens the content of an entry. The seal proves that this program wrote it, so its shape is taken on trust. */
export async function openAudit<T>(
  { query, keys }: Pick<Session, "query" | "keys">,
  row: Row<"audit_entry", "id" | "case_id"> & Row<"audit_content", "content">,
): Promise<T> {
  const key = row.case_id === null ? keys.coordination : await keys.case(caseId(row.case_id), query);
  return openJson<T>(key, cell("content", row.id), row.content);
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
        content: key.seal(cell("content", id), content),
        salt: key.seal(cell("salt", id), salt),
        commitment: createHmac("sha256", salt).update(content).digest(),
      }),
    );
  },
});
