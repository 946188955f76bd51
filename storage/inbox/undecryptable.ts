import type { NotNull } from "kysely";
import type { UnreadLine } from "#domain/notices/plain.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import { openAudit } from "../audit/entries.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import type { Stores } from "../index.ts";
import { openJson } from "../sealing/sealed.ts";
import { inboxCell, inboxColumns, inboxItem } from "./row.ts";

/** Most of each sort; more would help nobody. */
const most = 500;

const waitingSince = prepared(({ since }: { since: Date }) =>
  db
    .selectFrom("inbox")
    .select([...inboxColumns, "wait"])
    .where("state", "=", "waiting-key")
    .where("received_at", ">=", since)
    .orderBy("seq", "desc")
    .limit(most)
    .$narrowType<{ body: NotNull; wait: NotNull }>(),
);
const refusedSince = prepared(({ actorKey, since }: { actorKey: Buffer; since: Date }) =>
  db
    .selectFrom("audit_entry as e")
    .innerJoin("audit_content as c", "c.entry_id", "e.id")
    .select(["e.id", "e.at", "e.case_id", "c.content"])
    .where("e.actor_key", "=", actorKey)
    .where("e.action", "=", "message")
    .where("e.outcome", "=", "refused")
    .where("e.at", ">=", since)
    .orderBy("e.at", "desc")
    .limit(most),
);

/** What the audit says of a message that was refused. */
interface Refusal {
  readonly why?: string;
  readonly say?: string;
  /** Of its room. */
  readonly ails?: readonly string[];
}

/** What came of somebody's messages that were not taken: those that still wait for their key, and those that were refused. */
export const undecryptable = ({ query, keys }: Session): Pick<Stores["health"], "unread"> => ({
  async unread(of: UserId, since: Date) {
    // Who sent what waits rests sealed.
    const waiting = await query(waitingSince({ since }));
    const unreadable = waiting.flatMap((row): readonly UnreadLine[] => {
      const item = inboxItem(keys.coordination, row);
      if (item.sender !== of) return [];
      const { reason } = openJson<{ readonly reason: string }>(keys.coordination, inboxCell("wait", row.event_id), row.wait);
      return [{ at: item.receivedAt, reason }];
    });
    const rows = await query(refusedSince({ actorKey: keys.keyed("user", of), since }));
    const refused: UnreadLine[] = [];
    for (const row of rows) {
      const { why, say, ails } = await openAudit<Refusal>({ query, keys }, row);
      refused.push({ at: row.at, reason: why ?? (ails?.[0] === undefined ? say : `room ${ails[0]}`) ?? "malformed" });
    }
    return [...unreadable, ...refused].sort((a, b) => a.at.getTime() - b.at.getTime());
  },
});
