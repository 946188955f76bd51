import { type EventId, eventId, type RoomId } from "#domain/primitives/ids.ts";
import type { OutboxItem } from "../../storage/index.ts";
import type { Homeserver } from "../matrix/homeserver.ts";
import { objects, type RawEvent } from "../matrix/sync-response.ts";

/** Homeservers forget transaction ids after about a day: from this age on a repeat may be a second message. */
const rememberedMs = 20 * 3_600_000;
/** How far the homeserver's clock may be off. */
const slackMs = 3_600_000;
const mostPages = 50;

/** Only on events that this very device has sent (client-server API 1.16, "UnsignedData"). */
const transactionOf = ({ unsigned }: RawEvent): unknown =>
  typeof unsigned === "object" && unsigned !== null && "transaction_id" in unsigned ? unsigned.transaction_id : undefined;

/**
 * Looks in the room's timeline for a message that may have been sent before, when that was too long ago for the
 * homeserver to recognise the repeat; undefined if it is not there or need not be looked for.
 */
export async function alreadySent(
  homeserver: Pick<Homeserver, "userId" | "messages">,
  room: RoomId,
  item: OutboxItem,
  now: Date,
): Promise<EventId | undefined> {
  if (item.attempts < 2 || now.getTime() - item.createdAt.getTime() < rememberedMs) return undefined;
  const filter = JSON.stringify({ senders: [homeserver.userId] });
  let from: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const { chunk, end } = await homeserver.messages(room, { limit: 100, filter, ...(from !== undefined && { from }) });
    const events = objects(chunk);
    for (const event of events) {
      if (transactionOf(event) === item.id && typeof event.event_id === "string") return eventId(event.event_id);
      if (typeof event.origin_server_ts === "number" && event.origin_server_ts < item.createdAt.getTime() - slackMs) return undefined;
    }
    if (typeof end !== "string" || events.length === 0) return undefined;
    from = end;
  }
  return undefined;
}
