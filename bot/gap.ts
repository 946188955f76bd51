import type { RoomId } from "#domain/ids.ts";
import type { Homeserver } from "./homeserver.ts";
import type { RawEvent } from "./sync-response.ts";

/**
 * The events between two syncs that a limited timeline left out, oldest first: backwards from `from` (its `prev_batch`)
 * to `to` (the token of the sync before). A burst loses a sixth of its messages without this.
 */
export async function fillGap(homeserver: Homeserver, room: RoomId, from: string, to: string): Promise<readonly RawEvent[]> {
  const newestFirst: RawEvent[] = [];
  let at: string | undefined = from;
  while (at !== undefined) {
    const page: { chunk?: readonly RawEvent[]; end?: string } = await homeserver.request(
      "GET",
      `/v3/rooms/${encodeURIComponent(room)}/messages`,
      { dir: "b", from: at, to, limit: 500 },
    );
    newestFirst.push(...(page.chunk ?? []));
    at = (page.chunk ?? []).length > 0 && page.end !== at && page.end !== to ? page.end : undefined;
  }
  return newestFirst.reverse();
}
