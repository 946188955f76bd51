import type { AlertContent, AlertLine, NewAlert, SourceKind, SourceName } from "#domain/alerts/alert.ts";
import type { SourceLine, Tally, Untaken } from "#domain/alerts/source.ts";
import type { CaseId, CaseRef, Ref, UserId } from "#domain/primitives/ids.ts";

/** A source as whoever receives for it needs it: nothing of its case. */
export interface ReceivingSource {
  readonly id: string;
  /** 32 random bytes. */
  readonly secret: Buffer;
}
/** A source as its case knows it. */
export interface TakingSource extends SourceName {
  readonly id: string;
  readonly case: CaseId;
}
/** An alert that was received and waits to be taken into its case. */
export interface ReceivedAlert {
  readonly source: TakingSource;
  /** The sender's id of the delivery. */
  readonly delivery: string;
  readonly receivedAt: Date;
  readonly content: AlertContent;
}

/** Where alerts come from. Its number in its case and its address are for good: neither is given a second time. */
export interface AlertSources {
  /** Makes the secret and the unguessable last part of the address; both are handed out here and never again. */
  add(source: {
    readonly kind: SourceKind;
    readonly case: CaseId;
    readonly name?: string;
    readonly by: UserId;
    readonly now: Date;
  }): Promise<{ readonly source: SourceName; readonly token: string; readonly secret: Buffer }>;
  /** In the order of their cases and numbers; removed ones are left out. */
  list(): Promise<{ readonly sources: readonly SourceLine[]; readonly nowhere: Tally }>;
  /** Forgets its secret, so that nothing more is taken from it. Undefined: the case has none of this number (any more). */
  remove(of: CaseId, number: number, now: Date): Promise<{ readonly source: SourceName; readonly ref: CaseRef } | undefined>;
}

/** What receives alerts: all that a process of the role `sources` may do and can read. */
export interface AlertReceiver {
  /** By the last part of its address. */
  source(token: string): Promise<ReceivingSource | undefined>;
  /** Lays an alert down for its case, and keeps the id of its delivery for 24 hours. If that is kept already, it says whether with the same content. */
  lay(source: string, delivery: string, content: AlertContent, now: Date): Promise<"taken" | "repeated" | "other">;
  /** Adds to what was not taken; without `source`: at addresses of no source. */
  count(untaken: readonly { readonly source?: string; readonly why: Untaken; readonly times: number }[]): Promise<void>;
}

/** Alerts that were received and are not yet in their cases. */
export interface AlertIntake {
  /** The oldest that are not parked. */
  waiting(most: number): Promise<readonly string[]>;
  /** Opens one and removes it from the intake. Undefined: another has taken it. */
  take(id: string): Promise<ReceivedAlert | undefined>;
  /** Counts a failed attempt; after the third it is parked. */
  failed(id: string): Promise<"again" | "parked">;
}

/** The alerts of a case. */
export interface Alerts {
  /** Numbers and writes one, with the codes that new records of its case get. */
  take(source: TakingSource, content: AlertContent, now: Date): Promise<NewAlert>;
  /** Newest first, the open ones or all. `total` counts all that match. */
  list(
    of: CaseId,
    filter: { readonly all: boolean; readonly most: number },
  ): Promise<{ readonly alerts: readonly AlertLine[]; readonly total: number }>;
  /** A number that does not exist is in `unknown`. */
  acknowledge(
    of: CaseId,
    refs: readonly Ref<"ALERT">[],
    by: UserId,
    now: Date,
  ): Promise<{
    readonly acknowledged: readonly AlertLine[];
    readonly already: readonly AlertLine[];
    readonly unknown: readonly Ref<"ALERT">[];
  }>;
}
