import { defineEntity } from "@mikro-orm/postgresql";
import type { Codes } from "#domain/codes/codes.ts";
import type { Canonical, Kind } from "#domain/indicators/indicator.ts";
import type { RecordLine } from "#domain/indicators/record.ts";
import type { Ref, UserId } from "#domain/primitives/ids.ts";
import { timestamp } from "../engine/timestamp.ts";
import { flat, keyed, sealed } from "../sealing/columns.ts";
import { openJson, type ScopeKey, sealJson } from "../sealing/sealed.ts";

/** A record. Withdrawn, it stays as history and is found by nobody else. */
export const IndicatorRow = defineEntity({
  name: "IndicatorRow",
  schema: "liaison",
  tableName: "indicator",
  properties: {
    id: flat.uuid().primary(),
    caseId: flat.uuid(),
    number: flat.integer(),
    kind: flat.text(),
    /** HMAC of case, kind and value: finds a known value in its own case and says nothing about other cases. */
    valueKey: keyed(),
    /** `live`, `withdrawn`, or `spilled`: its value is gone. */
    state: flat.text(),
    loggedAt: flat.time(),
    /** None: not at any other time than it was last. */
    firstSeenAt: flat.time().nullable(),
    lastSeenAt: flat.time(),
    timesSeen: flat.integer(),
    /** Officers who hold it for a false positive now. */
    doubts: flat.integer(),
    /** One of them had logged it or leads the case: it matches nothing. */
    refuted: flat.flag(),
    /** When other cases may meet it. */
    ripeAt: flat.time(),
    body: sealed(),
    withdrawal: sealed().nullable(),
  },
});

/** A tag of a record, for filtering. */
export const IndicatorTag = defineEntity({
  name: "IndicatorTag",
  schema: "liaison",
  tableName: "indicator_tag",
  properties: { indicatorId: flat.uuid().primary(), tagKey: keyed().primary() },
});

/** A known value was seen once more. */
export const Sighting = defineEntity({
  name: "Sighting",
  schema: "liaison",
  tableName: "sighting",
  properties: { id: flat.uuid().primary(), indicatorId: flat.uuid(), caseId: flat.uuid(), at: flat.time(), body: sealed() },
});

/** What only the case's key opens. */
export interface IndicatorBody {
  readonly value: Canonical;
  readonly codes: Codes;
  readonly tags: readonly string[];
  readonly note?: string;
  readonly source?: string;
  readonly by: UserId;
}
/** Who took a record back, when and why. */
export interface Withdrawal {
  readonly by: UserId;
  readonly at: Date;
  readonly reason: string;
}

/** Columns that `recordLine` reads. */
export const recordColumns =
  "id, number, kind, state, logged_at, first_seen_at, last_seen_at, times_seen, doubts, refuted, body, withdrawal";
export interface RecordSelected {
  readonly id: string;
  readonly number: number;
  readonly kind: string;
  readonly state: string;
  readonly logged_at: string;
  readonly first_seen_at: string | null;
  readonly last_seen_at: string;
  readonly times_seen: number;
  readonly doubts: number;
  readonly refuted: boolean;
  readonly body: Buffer;
  readonly withdrawal: Buffer | null;
}

/** A cell of the records. */
export const indicatorCell = (column: "body" | "withdrawal", row: string) => ({ table: "liaison.indicator", column, row });
/** Seals why a record was taken back. */
export const sealWithdrawal = (key: ScopeKey, id: string, withdrawal: Withdrawal): Buffer =>
  sealJson(key, indicatorCell("withdrawal", id), withdrawal);
/** Opens a record's body. */
export const indicatorBody = (key: ScopeKey, id: string, body: Uint8Array): IndicatorBody =>
  openJson<IndicatorBody>(key, indicatorCell("body", id), body);
/** What people type and read. */
export const recordRef = (number: number): Ref<"IOC"> => `IOC-${number}`;
/** Only `log` writes this column. */
export const asKind = (kind: string): Kind => kind as Kind;

/** A record as its own case sees it. */
export function recordLine(key: ScopeKey, row: RecordSelected): RecordLine {
  const { value, by, ...body } = indicatorBody(key, row.id, row.body);
  return {
    ref: recordRef(row.number),
    indicator: { kind: asKind(row.kind), value },
    again: row.times_seen > 1,
    loggedBy: by,
    loggedAt: timestamp(row.logged_at),
    firstSeenAt: timestamp(row.first_seen_at ?? row.last_seen_at),
    lastSeenAt: timestamp(row.last_seen_at),
    timesSeen: row.times_seen,
    ...body,
    ...(row.doubts > 0 && { doubts: row.doubts }),
    ...(row.refuted && { refuted: true }),
    ...(row.state === "spilled" && { spilled: true }),
    ...(row.withdrawal && { withdrawn: openJson<Withdrawal>(key, indicatorCell("withdrawal", row.id), row.withdrawal) }),
  };
}
