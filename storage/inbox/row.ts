import { eventId as asEventId, type RoomId, type UserId } from "#domain/primitives/ids.ts";
import type { Row } from "../database.ts";
import type { InboxItem } from "../index.ts";
import { openJson, type ScopeKey } from "../sealing/sealed.ts";

export interface InboxBody {
  readonly roomId: RoomId;
  readonly sender: UserId;
  readonly event: string;
}
/** Columns that `inboxItem` reads. */
export const inboxColumns = ["event_id", "received_at", "attempts", "body"] as const;
/** The body is there until the end. */
export type InboxSelected = Row<"inbox", "event_id" | "received_at" | "attempts"> & { readonly body: Buffer };
/** A cell of the inbox. */
export const inboxCell = (column: "body" | "wait", event: string) => ({ table: "liaison.inbox", column, row: event });
/** Opens a row. */
export function inboxItem(key: ScopeKey, row: InboxSelected): InboxItem {
  const body = openJson<InboxBody>(key, inboxCell("body", row.event_id), row.body);
  return { eventId: asEventId(row.event_id), ...body, receivedAt: row.received_at, attempts: row.attempts };
}
