import type { Health } from "#domain/notices/plain.ts";
import type { Session } from "./engine/session.ts";
import { undecryptable as unreadBy } from "./inbox/undecryptable.ts";
import type { Stores } from "./index.ts";

/** What is for an officer alone waits until they are in their private room. */
const unread = `(o.audience = 'officer' and not exists (select 1 from liaison.room r join liaison.room_member m on m.room_key = r.room_key
  where r.officer_key = o.officer_key and m.user_key = o.officer_key and m.membership = 'join'))`;

/** The numbers of `/bot status`, in one statement. What was begun is being handled, as the question itself is: it does not wait. */
export const health = (session: Session): Stores["health"] => ({
  ...unreadBy(session),
  async read() {
    const [row] = await session.query<Health>(
      `select (select count(*)::int from liaison.case_file where state = 'open') as "cases",
         (select count(*)::int from liaison.officer) as "officers",
         (select count(*)::int from liaison.inbox where state = 'new' and attempts = 0) as "waitingCommands",
         (select count(*)::int from liaison.outbox o where sent_at is null and not parked and (due_at is null or due_at <= $1) and not ${unread}) as "waitingMessages",
         (select count(*)::int from liaison.outbox o where sent_at is null and not parked and ${unread}) as "unreadMessages",
         (select count(*)::int from liaison.work where done_at is null and not parked and due_at <= $1) as "waitingJobs",
         (select count(*)::int from liaison.work where done_at is null and not parked and due_at > $1) as "plannedJobs",
         (select count(*)::int from liaison.inbox where state = 'waiting-key') as "undecryptable",
         (select count(*)::int from liaison.echo where state <> 'awaited' and at > $1::timestamptz - interval '1 day') as "lost",
         (select count(*)::int from liaison.inbox where state = 'parked')
           + (select count(*)::int from liaison.to_device where state = 'parked')
           + (select count(*)::int from liaison.outbox where sent_at is null and parked)
           + (select count(distinct event_id)::int from liaison.shown where parked)
           + (select count(*)::int from liaison.work where done_at is null and parked) as "parked"`,
      [session.now()],
    );
    if (row === undefined) throw new Error("a statement without a row");
    return row;
  },
});
