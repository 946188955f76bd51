import type { UnreadLine } from "#domain/notices/plain.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import { openAudit } from "../audit/entries.ts";
import type { Session } from "../engine/session.ts";
import type { Stores } from "../index.ts";
import { openJson } from "../sealing/sealed.ts";
import { type InboxSelected, inboxCell, inboxColumns, inboxItem } from "./row.ts";

/** Most of each sort; more would help nobody. */
const most = 500;

/** What came of somebody's messages that were not taken: those that still wait for their key, and those that were refused. */
export const undecryptable = ({ query, keys }: Session): Pick<Stores["health"], "unread"> => ({
  async unread(of: UserId, since: Date) {
    // Who sent what waits rests sealed.
    const waiting = await query<InboxSelected & { readonly wait: Buffer }>(
      `select ${inboxColumns}, wait from liaison.inbox where state = 'waiting-key' and received_at >= $1 order by seq desc limit ${most}`,
      [since],
    );
    const unreadable = waiting.flatMap((row): readonly UnreadLine[] => {
      const item = inboxItem(keys.coordination, row);
      if (item.sender !== of) return [];
      const { reason } = openJson<{ readonly reason: string }>(keys.coordination, inboxCell("wait", row.event_id), row.wait);
      return [{ at: item.receivedAt, reason }];
    });
    const rows = await query<{ id: string; at: Date; case_id: string | null; content: Buffer }>(
      `select id, at, case_id, content from liaison.audit_entry
       where actor_key = $1 and action = 'message' and outcome = 'refused' and at >= $2 order by at desc limit ${most}`,
      [keys.keyed("user", of), since],
    );
    const refused: UnreadLine[] = [];
    for (const row of rows) {
      const { why, say } = await openAudit<{ readonly why?: string; readonly say?: string }>({ query, keys }, row);
      refused.push({ at: row.at, reason: why ?? say ?? "malformed" });
    }
    return [...unreadable, ...refused].sort((a, b) => a.at.getTime() - b.at.getTime());
  },
});
