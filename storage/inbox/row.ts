import { defineEntity } from "@mikro-orm/core";
import { eventId as asEventId, type RoomId, type UserId } from "#domain/primitives/ids.ts";
import { timestamp } from "../engine/timestamp.ts";
import type { InboxItem } from "../index.ts";
import { flat, keyed, sealed } from "../sealing/columns.ts";
import { openJson, type ScopeKey } from "../sealing/sealed.ts";

/** Encrypted events as they came. The id stays for ever, the rest is forgotten at the end unless it was parked. */
export const InboxRow = defineEntity({
  name: "InboxRow",
  schema: "liaison",
  tableName: "inbox",
  properties: {
    eventId: flat.text().primary(),
    seq: flat.bigint(),
    roomKey: keyed(),
    /** `new`, `waiting-key`, or how it ended. */
    state: flat.text(),
    receivedAt: flat.time(),
    attempts: flat.integer(),
    endedAt: flat.time().nullable(),
    sessionKey: keyed().nullable(),
    retryAt: flat.time().nullable(),
    retries: flat.integer(),
    body: sealed().nullable(),
    wait: sealed().nullable(),
  },
});
export interface InboxBody {
  readonly roomId: RoomId;
  readonly sender: UserId;
  readonly event: string;
}
/** Columns that `inboxItem` reads. */
export const inboxColumns = "event_id, received_at, attempts, body";
export interface InboxSelected {
  readonly event_id: string;
  readonly received_at: string;
  readonly attempts: number;
  readonly body: Buffer;
}
/** A cell of the inbox. */
export const inboxCell = (column: "body" | "wait", event: string) => ({ table: "liaison.inbox", column, row: event });
/** Opens a row. */
export function inboxItem(key: ScopeKey, row: InboxSelected): InboxItem {
  const body = openJson<InboxBody>(key, inboxCell("body", row.event_id), row.body);
  return { eventId: asEventId(row.event_id), ...body, receivedAt: timestamp(row.received_at), attempts: row.attempts };
}
