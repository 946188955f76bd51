import type { Health } from "#domain/notices/plain.ts";
import type { Stores } from "./index.ts";
import type { Session } from "./session.ts";
import { unread } from "./unread.ts";

/** The numbers of `/bot status`, in one statement. What was begun is being handled, as the question itself is: it does not wait. */
export const health = (session: Session): Stores["health"] => ({
  ...unread(session),
  async read() {
    const [row] = await session.query<Health>(
      `select (select count(*)::int from liaison.case_file where state = 'open') as "cases",
         (select count(*)::int from liaison.officer) as "officers",
         (select count(*)::int from liaison.inbox where state = 'new' and attempts = 0) as "waitingCommands",
         (select count(*)::int from liaison.outbox where sent_at is null and not parked) as "waitingMessages",
         (select count(*)::int from liaison.work where done_at is null and not parked) as "waitingJobs",
         (select count(*)::int from liaison.inbox where state = 'waiting-key') as "undecryptable",
         (select count(*)::int from liaison.inbox where state = 'parked')
           + (select count(*)::int from liaison.to_device where state = 'parked')
           + (select count(*)::int from liaison.outbox where sent_at is null and parked)
           + (select count(*)::int from liaison.work where done_at is null and parked) as "parked"`,
    );
    if (row === undefined) throw new Error("a statement without a row");
    return row;
  },
});
