import type { InboxEnd } from "./index.ts";
import { looking } from "./inspect.ts";

/** What the database holds of one event. States, times and counts, never content: no key is needed to read them. */
export interface Trace {
  /** Absent: the event was never taken in. */
  readonly inbox?: {
    readonly state: "new" | "waiting-key" | InboxEnd;
    readonly receivedAt: Date;
    /** Begun so often, since the last wait. */
    readonly attempts: number;
    /** Waits for its key so often. */
    readonly retries: number;
    readonly retryAt: Date | null;
    readonly endedAt: Date | null;
  };
  /** Its ciphertext was decrypted, and handled as this event. */
  readonly keyClaimed: boolean;
  readonly audit: readonly { readonly at: Date; readonly action: string; readonly outcome: string }[];
  /** Messages that answer it or follow from it, and the one that it is itself. */
  readonly outbox: readonly TracedMessage[];
  /** Records that it shows, and how many of its redactions will never be done. */
  readonly shown: number;
  readonly unredacted: number;
}

export interface TracedMessage {
  readonly id: string;
  /** The event is this message. */
  readonly own: boolean;
  readonly audience: string;
  readonly createdAt: Date;
  readonly attempts: number;
  readonly parked: boolean;
  /** Sent, or dropped where there is no event. */
  readonly sentAt: Date | null;
  readonly sentEvent: string | null;
}

/** Reads in one read-only transaction what became of an event. Rejects with DatabaseUnreachable. */
export const traceEvent = (ownerUrl: string, event: string): Promise<Trace> =>
  looking(ownerUrl, async (client) => {
    const all = async <T>(sql: string) => (await client.query(sql, [event])).rows as readonly T[];
    const [inbox] = await all<NonNullable<Trace["inbox"]>>(
      `select state, received_at as "receivedAt", attempts, retries, retry_at as "retryAt", ended_at as "endedAt"
       from liaison.inbox where event_id = $1`,
    );
    const claims = await all("select 1 from liaison.key_use where event_id = $1");
    const audit = await all<Trace["audit"][number]>("select at, action, outcome from liaison.audit_entry where event_id = $1 order by id");
    const outbox = await all<TracedMessage>(
      `select id, sent_event is not distinct from $1 as own, audience, created_at as "createdAt", attempts, parked,
              sent_at as "sentAt", sent_event as "sentEvent"
       from liaison.outbox where origin_event = $1 or sent_event = $1 order by id`,
    );
    const [shown] = await all<{ readonly shown: number; readonly unredacted: number }>(
      `select count(*)::int as shown, count(*) filter (where parked)::int as unredacted from liaison.shown where event_id = $1`,
    );
    return {
      ...(inbox && { inbox }),
      keyClaimed: claims.length > 0,
      audit,
      outbox,
      shown: shown?.shown ?? 0,
      unredacted: shown?.unredacted ?? 0,
    };
  });
