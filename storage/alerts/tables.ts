import { defineEntity } from "@mikro-orm/postgresql";
import type { SourceKind } from "#domain/alerts/alert.ts";
import { flat, keyed, sealed } from "../sealing/columns.ts";

/** An alert, as it was taken. */
export const AlertRow = defineEntity({
  name: "AlertRow",
  schema: "liaison",
  tableName: "alert",
  properties: {
    id: flat.uuid().primary(),
    caseId: flat.uuid(),
    number: flat.integer(),
    sourceId: flat.uuid(),
    at: flat.time(),
    acknowledgedAt: flat.time().nullable(),
    body: sealed(),
    acknowledgement: sealed().nullable(),
  },
});

/** A source of alerts. Removed, only its number and its counts stay. */
export const AlertSource = defineEntity({
  name: "AlertSource",
  schema: "liaison",
  tableName: "alert_source",
  properties: {
    id: flat.uuid().primary(),
    /** Counted in its case. */
    number: flat.integer(),
    caseId: flat.uuid(),
    kind: flat.text<SourceKind>(),
    /** HMAC of the last part of its address, which rests nowhere else. */
    addressKey: keyed(),
    addedAt: flat.time(),
    removedAt: flat.time().nullable(),
    /** What whoever receives for it needs, under the key of receivers. */
    receiving: sealed().nullable(),
    body: sealed().nullable(),
  },
});

/** How often what was not taken, and why. */
export const AlertUntaken = defineEntity({
  name: "AlertUntaken",
  schema: "liaison",
  tableName: "alert_untaken",
  properties: { sourceId: flat.uuid().primary(), why: flat.text().primary(), times: flat.bigint() },
});

/** A delivery that was taken, kept so that its repetition is known, and another under its id. */
export const AlertDelivery = defineEntity({
  name: "AlertDelivery",
  schema: "liaison",
  tableName: "alert_delivery",
  properties: { deliveryKey: keyed().primary(), receivedAt: flat.time(), contentKey: keyed().nullable() },
});

/** An alert that was received and is not yet taken into its case, under the key of receivers. */
export const AlertIntake = defineEntity({
  name: "AlertIntake",
  schema: "liaison",
  tableName: "alert_intake",
  properties: {
    id: flat.uuid().primary(),
    sourceId: flat.uuid(),
    receivedAt: flat.time(),
    attempts: flat.counter(0),
    parked: flat.unset(),
    body: sealed(),
  },
});
