import type { Codes } from "#domain/codes/codes.ts";
import type { Permission } from "#domain/codes/table.ts";
import type { Changeable } from "#domain/indicators/change.ts";
import type { Canonical } from "#domain/indicators/indicator.ts";
import type { RecordLine } from "#domain/indicators/record.ts";
import type { Ref, UserId } from "#domain/primitives/ids.ts";
import type { Row } from "../database.ts";
import { openJson, type ScopeKey, sealJson } from "../sealing/sealed.ts";

/** What only the case's key opens. */
export interface IndicatorBody {
  readonly value: Canonical;
  readonly codes: Codes;
  readonly tags: readonly string[];
  readonly note?: string;
  readonly source?: string;
  readonly by: UserId;
  /** What `by` has permitted to leave of it. */
  readonly permitted?: Permission;
}
/** Who took a record back, when and why. */
export interface Withdrawal {
  readonly by: UserId;
  readonly at: Date;
  readonly reason: string;
}

/** Why somebody holds a record for a false positive. */
export interface DoubtBody {
  readonly by: UserId;
  readonly note?: string;
}
/** What of a record was changed. */
export interface ChangeBody {
  readonly by: UserId;
  readonly was: Partial<Changeable>;
  readonly now: Partial<Changeable>;
  readonly removed?: true;
}

/** The cell of what happened to a record. */
export const eventCell = (table: "sighting" | "indicator_doubt" | "indicator_change", row: string) => ({
  table: `liaison.${table}`,
  column: "body",
  row,
});

/** Columns that `recordLine` reads. */
export const recordColumns = [
  "id",
  "number",
  "kind",
  "state",
  "logged_at",
  "first_seen_at",
  "last_seen_at",
  "times_seen",
  "doubts",
  "refuted",
  "body",
  "withdrawal",
] as const;
export type RecordSelected = Row<"indicator", (typeof recordColumns)[number]>;

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

/** A record as its own case sees it. */
export function recordLine(key: ScopeKey, row: RecordSelected): RecordLine {
  const { value, by, ...body } = indicatorBody(key, row.id, row.body);
  return {
    ref: recordRef(row.number),
    indicator: { kind: row.kind, value },
    again: row.times_seen > 1,
    loggedBy: by,
    loggedAt: row.logged_at,
    firstSeenAt: row.first_seen_at ?? row.last_seen_at,
    lastSeenAt: row.last_seen_at,
    timesSeen: row.times_seen,
    ...body,
    ...(row.doubts > 0 && { doubts: row.doubts }),
    ...(row.refuted && { refuted: true }),
    ...(row.state === "spilled" && { spilled: true }),
    ...(row.withdrawal && { withdrawn: openJson<Withdrawal>(key, indicatorCell("withdrawal", row.id), row.withdrawal) }),
  };
}
