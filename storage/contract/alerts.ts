import type { AlertContent, AlertLine, NewAlert, SourceKind, SourceName } from "#domain/alerts/alert.ts";
import type { SourceLine, Tally, Untaken } from "#domain/alerts/source.ts";
import type { CaseId, CaseRef, Ref, UserId } from "#domain/primitives/ids.ts";

/** A source as whoever receives for it needs it. */
export interface OpenSource extends SourceName {
  readonly id: string;
  readonly case: CaseId;
  /** 32 random bytes. */
  readonly secret: Buffer;
}

/** Where alerts come from. Number and address are for good: neither is given a second time. */
export interface AlertSources {
  /** Makes the secret and the unguessable last part of the address; both are handed out here and never again. */
  add(source: {
    readonly kind: SourceKind;
    readonly case: CaseId;
    readonly name?: string;
    readonly by: UserId;
    readonly now: Date;
  }): Promise<{ readonly source: SourceName; readonly token: string; readonly secret: Buffer }>;
  /** In the order of their numbers; removed ones are left out. */
  list(): Promise<{ readonly sources: readonly SourceLine[]; readonly nowhere: Tally }>;
  /** Forgets its secret, so that nothing more is taken from it. Undefined: there is none of this number (any more). */
  remove(number: number, now: Date): Promise<{ readonly source: SourceName; readonly ref: CaseRef } | undefined>;
  /** By the last part of its address. */
  open(token: string): Promise<OpenSource | undefined>;
  /** Keeps the id of a delivery for 24 hours; false if it is kept already. In the transaction that takes the alert. */
  claim(source: string, delivery: string, now: Date): Promise<boolean>;
  /** Adds to what was not taken; without `source`: at addresses of no source. */
  count(untaken: readonly { readonly source?: string; readonly why: Untaken; readonly times: number }[]): Promise<void>;
}

/** The alerts of a case. */
export interface Alerts {
  /** Numbers and writes one, with the codes that new records of its case get. */
  take(source: OpenSource, content: AlertContent, now: Date): Promise<NewAlert>;
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
