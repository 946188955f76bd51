import { FatalError } from "#domain/primitives/fatal-error.ts";
import type { CaseId, EventId, UserId } from "#domain/primitives/ids.ts";
import type { Result } from "#domain/primitives/result.ts";
import type { AlertIntake, AlertReceiver } from "./alerts.ts";
import type { Echoes } from "./echoes.ts";
import type { Inbox } from "./inbox.ts";
import type { Invitations } from "./invitations.ts";
import type { Outbox } from "./outbox.ts";
import type { Pins } from "./people.ts";
import type { Redactions } from "./redactions.ts";
import type { Rooms } from "./rooms.ts";
import type { Stores } from "./stores.ts";
import type { SyncProgress } from "./sync.ts";
import type { Touched } from "./touched.ts";
import type { WorkList } from "./work.ts";

/** One line of the audit, insert-only. `content` is sealed and can be erased; the entry keeps a salted commitment to it. */
export interface AuditEntry {
  readonly action: string;
  readonly outcome: "done" | "refused" | "asked" | "failed";
  readonly by?: UserId;
  readonly case?: CaseId;
  readonly eventId?: EventId;
  readonly content: unknown;
}

/**
 * One database transaction that began with the check of the lease. `attempt` undoes what was written when a fault
 * comes back (a savepoint), a throw undoes all.
 */
export interface Transaction {
  readonly stores: Stores;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly echoes: Echoes;
  readonly redactions: Redactions;
  readonly work: WorkList;
  readonly receiver: AlertReceiver;
  readonly intake: AlertIntake;
  readonly rooms: Rooms;
  readonly invitations: Invitations;
  readonly pins: Pins;
  readonly audit: { append(entry: AuditEntry, now: Date): Promise<void> };
  readonly sync: SyncProgress;
  attempt<T>(act: () => Promise<Result<T>>): Promise<Result<T>>;
}

/** Thrown when this process no longer holds the lease. */
export class LeaseLost extends FatalError {
  readonly restarts = false;
  constructor() {
    super("the lease is held by another process");
    this.name = "LeaseLost";
  }
}

/** The database as a process sees that only receives alerts. */
export interface ReceiverStorage {
  transaction<T>(act: (tx: Pick<Transaction, "receiver">) => Promise<T>): Promise<T>;
}

export interface Storage {
  transaction<T>(act: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * Looks without the check of the lease; what writes fails. Only for looks after which nothing happens, or only what
   * begins with a `transaction` of its own: nothing may be asked of the homeserver on what was read here alone.
   */
  read<T>(act: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * Calls `wake` after every commit that touched it, of this process or, where the database is shared, of another. What is
   * returned ends that. A wake may be lost with a connection: whoever works off rows looks unasked now and then.
   */
  onTouched(what: Touched, wake: () => void): () => void;
  close(): Promise<void>;
}
