import type { Origin } from "#domain/notices/message.ts";
import { type EventId, eventId } from "#domain/primitives/ids.ts";
import type { InboxItem } from "../../storage/index.ts";

/**
 * Where an answer to this raw event may stand: the root of its thread, "none" if it has another relation (a homeserver lets
 * no thread begin there), undefined if it can become a root itself. Relations are in the clear and decide nothing else.
 */
export function rootOf(raw: Readonly<Record<string, unknown>>): EventId | "none" | undefined {
  const relation = isRecord(raw.content) ? raw.content["m.relates_to"] : undefined;
  if (!isRecord(relation) || relation.rel_type === undefined) return undefined;
  return relation.rel_type === "m.thread" && typeof relation.event_id === "string" ? eventId(relation.event_id) : "none";
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;

/** Where answers to this message belong. */
export function originOf({ eventId, event }: Pick<InboxItem, "eventId" | "event">): Origin {
  const root = rootOf(JSON.parse(event));
  return { event: eventId, ...(root !== undefined && { root }) };
}
