import type { EventId } from "#domain/primitives/ids.ts";
import type { Row } from "../database.ts";
import type { Session } from "../engine/session.ts";
import type { Inbox } from "../index.ts";
import { sealJson } from "../sealing/sealed.ts";
import { heard } from "./heard.ts";
import { keyUses } from "./key-uses.ts";
import { type InboxBody, type InboxSelected, inboxCell, inboxColumns, inboxItem } from "./row.ts";
import { unreadNotices } from "./unread-notices.ts";
import { inboxWaiting } from "./waiting-for-key.ts";

const columns = inboxColumns.join(", ");
/** Whose turn comes after all others'. */
const behind = "order by coalesce(sender_key = any($2::bytea[]), false), seq";

/** What came in, per room in order. */
export const inbox = (session: Session): Inbox => {
  const { query, send, keys } = session;
  const key = keys.coordination;
  return {
    ...inboxWaiting(session),
    ...keyUses(session),
    ...heard(session),
    ...unreadNotices(session),
    async insert(events, now) {
      if (events.length === 0) return [];
      const roomOf = new Map(events.map(({ roomId }) => [keys.keyed("room", roomId).toString("hex"), roomId]));
      const rows = await query<Row<"inbox", "room_key">>(
        `insert into liaison.inbox (event_id, room_key, sender_key, state, received_at, body)
         select event_id, room_key, sender_key, 'new', $4, body
         from unnest($1::text[], $2::bytea[], $3::bytea[], $5::bytea[]) with ordinality e(event_id, room_key, body, sender_key, place) order by place
         on conflict (event_id) do nothing returning room_key`,
        [
          events.map((event) => event.eventId),
          events.map((event) => keys.keyed("room", event.roomId)),
          events.map(({ eventId, roomId, sender, event }) =>
            sealJson(key, inboxCell("body", eventId), { roomId, sender, event } satisfies InboxBody),
          ),
          now,
          events.map((event) => keys.keyed("user", event.sender)),
        ],
      );
      const fresh = new Set(rows.map((row) => row.room_key.toString("hex")));
      return [...roomOf].filter(([hex]) => fresh.has(hex)).map(([, room]) => room);
    },
    async take(room, last = []) {
      const [row] = await query<InboxSelected & { readonly more: boolean }>(
        `update liaison.inbox set attempts = attempts + 1 where event_id = (
           select event_id from liaison.inbox where room_key = $1 and state = 'new' ${last.length > 0 ? behind : "order by seq"} limit 1)
         returning ${columns},
           exists (select 1 from liaison.inbox n where n.room_key = $1 and n.state = 'new' and n.seq <> inbox.seq) as more`,
        [keys.keyed("room", room), ...(last.length > 0 ? [last.map((user) => keys.keyed("user", user))] : [])],
      );
      return row && { ...inboxItem(key, row), more: row.more };
    },
    async rooms() {
      const rows = await query<InboxSelected>(
        `select distinct on (room_key) ${columns} from liaison.inbox where state = 'new' order by room_key, seq`,
      );
      return rows.map((row) => inboxItem(key, row).roomId);
    },
    async begin(event: EventId) {
      const [row] = await query<Row<"inbox", "attempts">>(
        "update liaison.inbox set attempts = attempts + 1 where event_id = $1 returning attempts",
        [event],
      );
      if (row === undefined) throw new Error("an inbox item that does not exist was begun");
      return row.attempts;
    },
    async excuse(event) {
      await query("update liaison.inbox set attempts = attempts - 1 where event_id = $1 and ended_at is null and attempts > 0", [event]);
    },
    async end(event, how, now) {
      send(
        `update liaison.inbox set state = $2, ended_at = $3, body = case when $2 = 'parked' then body end, wait = null,
           session_key = null, retry_at = null, notice_key = case when $2 in ('refused', 'parked') then notice_key end where event_id = $1 and ended_at is null`,
        [event, how, now],
      );
    },
    async hold(event) {
      return (await query("select 1 from liaison.inbox where event_id = $1 and ended_at is null for update", [event])).length > 0;
    },
  };
};
