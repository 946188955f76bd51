import { defineEntity } from "@mikro-orm/postgresql";
import type { Kind } from "#domain/indicators/indicator.ts";
import { flat, keyed, sealed } from "../sealing/columns.ts";

/** An officer holds a record for a false positive; at most one open mark of each officer on each record. */
export const IndicatorDoubt = defineEntity({
  name: "IndicatorDoubt",
  schema: "liaison",
  tableName: "indicator_doubt",
  properties: {
    id: flat.uuid().primary(),
    indicatorId: flat.uuid(),
    userKey: keyed(),
    at: flat.time(),
    /** It was seen after that. */
    endedAt: flat.time().nullable(),
    body: sealed(),
  },
});

/** What of a record was changed. */
export const IndicatorChange = defineEntity({
  name: "IndicatorChange",
  schema: "liaison",
  tableName: "indicator_change",
  properties: { id: flat.uuid().primary(), indicatorId: flat.uuid(), at: flat.time(), body: sealed() },
});

/** What a record is found by from other cases: 16 bytes of HMAC-SHA-256 under the index key. */
export const MatchRow = defineEntity({
  name: "MatchRow",
  schema: "liaison",
  tableName: "match_row",
  properties: {
    matchKey: keyed().primary(),
    /** 0 is `self`, 1 is `parent`: two parents alone say nothing. */
    role: flat.integer().primary(),
    indicatorId: flat.uuid().primary(),
    caseId: flat.uuid(),
    keyVersion: flat.integer(),
  },
});

/** A record. Withdrawn, it stays as history and is found by nobody else. */
export const IndicatorRow = defineEntity({
  name: "IndicatorRow",
  schema: "liaison",
  tableName: "indicator",
  properties: {
    id: flat.uuid().primary(),
    caseId: flat.uuid(),
    number: flat.integer(),
    kind: flat.text<Kind>(),
    /** HMAC of case, kind and value: finds a known value in its own case and says nothing about other cases. */
    valueKey: keyed(),
    /** `live`, `withdrawn`, or `spilled`: its value is gone. */
    state: flat.text<"live" | "withdrawn" | "spilled">(),
    loggedAt: flat.time(),
    /** None: not at any other time than it was last. */
    firstSeenAt: flat.time().nullable(),
    lastSeenAt: flat.time(),
    timesSeen: flat.integer(),
    /** Officers who hold it for a false positive now. */
    doubts: flat.counter(0),
    /** One of them had logged it or leads the case: it matches nothing. */
    refuted: flat.unset(),
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
