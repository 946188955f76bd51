import { type EventId, eventId, type RoomId } from "#domain/primitives/ids.ts";
import type { OutboxItem } from "../../storage/index.ts";
import type { Homeserver } from "../matrix/homeserver.ts";

/** Homeservers forget transaction ids after about a day: from this age on a repeat may be a second message. */
const rememberedMs = 20 * 3_600_000;
/** How far the homeserver's clock may be off. */
const slackMs = 3_600_000;
const mostPages = 50;

interface OwnEvent {
  readonly event_id?: unknown;
  readonly origin_server_ts?: unknown;
  /** Only on events that this very device has sent (client-server API 1.16, "UnsignedData"). */
  readonly unsigned?: { readonly transaction_id?: unknown };
}

/**
 * Looks in the room's timeline for a message that may have been sent before, when that was too long ago for the
 * homeserver to recognise the repeat; undefined if it is not there or need not be looked for.
 */
export async function alreadySent(
  homeserver: Homeserver,
  room: RoomId,
  item: OutboxItem,
  attempts: number,
  now: Date,
): Promise<EventId | undefined> {
  if (attempts < 2 || now.getTime() - item.createdAt.getTime() < rememberedMs) return undefined;
  const filter = JSON.stringify({ senders: [homeserver.userId] });
  let from: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const answer: { readonly chunk?: readonly OwnEvent[]; readonly end?: string } = await homeserver.request(
      "GET",
      `/v3/rooms/${encodeURIComponent(room)}/messages`,
      { dir: "b", limit: 100, filter, ...(from !== undefined && { from }) },
    );
    for (const event of answer.chunk ?? []) {
      if (event.unsigned?.transaction_id === item.id && typeof event.event_id === "string") return eventId(event.event_id);
      if (typeof event.origin_server_ts === "number" && event.origin_server_ts < item.createdAt.getTime() - slackMs) return undefined;
    }
    if (answer.end === undefined || (answer.chunk ?? []).length === 0) return undefined;
    from = answer.end;
  }
  return undefined;
}
