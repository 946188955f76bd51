import type { Session } from "../engine/session.ts";
import type { Inbox } from "../index.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";
import { type InboxSelected, inboxCell, inboxColumns, inboxItem } from "./row.ts";

interface Wait {
  readonly session: string;
  readonly reason: string;
}

/** Events whose key is not here yet. */
export const inboxWaiting = ({ query, keys }: Session): Pick<Inbox, "waitForKey" | "waiting" | "noticeOnce"> => ({
  async waitForKey(event, { session, reason, retryAt }) {
    await query(
      `update liaison.inbox set state = 'waiting-key', session_key = $2, retry_at = $3, wait = $4, retries = retries + 1, attempts = 0
       where event_id = $1 and ended_at is null`,
      [
        event,
        keys.keyed("session", session),
        retryAt,
        sealJson(keys.coordination, inboxCell("wait", event), { session, reason } satisfies Wait),
      ],
    );
  },
  async waiting(filter) {
    const [where, values] =
      filter === "all"
        ? ["true", []]
        : "due" in filter
          ? ["retry_at <= $1", [filter.due]]
          : ["session_key = any($1)", [filter.sessions.map((session) => keys.keyed("session", session))]];
    const rows = await query<InboxSelected & { readonly wait: Buffer; readonly retries: number }>(
      `select ${inboxColumns}, wait, retries from liaison.inbox where state = 'waiting-key' and ${where} order by seq`,
      values,
    );
    return rows.map((row) => ({
      ...inboxItem(keys.coordination, row),
      ...openJson<Wait>(keys.coordination, inboxCell("wait", row.event_id), row.wait),
      retries: row.retries,
    }));
  },
  async noticeOnce(sender, session) {
    const rows = await query("insert into liaison.key_notice (notice_key) values ($1) on conflict do nothing returning 1", [
      keys.keyed("notice", sender, session),
    ]);
    return rows.length > 0;
  },
});
