import type { RoomId } from "#domain/primitives/ids.ts";
import { type Homeserver, HomeserverError } from "../matrix/homeserver.ts";
import { objects, type RawEvent } from "../matrix/sync-response.ts";

/** What a limited timeline left out. */
export interface Backfill {
  /** Oldest first. */
  readonly events: readonly RawEvent[];
  /** False where the homeserver refused to tell, went round in circles, or had more than anybody would wait for. */
  readonly whole: boolean;
}

const pageSize = 500;
const mostPages = 100;

/**
 * Events of a room backwards from `from` (a timeline's `prev_batch`) to `to` (the token of the sync before), or to the
 * first one for which `last` holds. A burst loses a sixth of its messages without this. Rejects with HomeserverError where
 * asking again may help.
 */
export async function backfill(
  homeserver: Pick<Homeserver, "messages">,
  room: RoomId,
  { from, to }: { from: string; to: string },
  last: (event: RawEvent) => boolean = () => false,
): Promise<Backfill> {
  const newestFirst: RawEvent[] = [];
  const been = new Set<string>();
  const end = (whole: boolean): Backfill => ({ events: newestFirst.reverse(), whole });
  for (let at = from; at !== to; ) {
    if (been.has(at) || been.size === mostPages) return end(false);
    been.add(at);
    let page: { readonly chunk?: unknown; readonly end?: unknown };
    try {
      page = await homeserver.messages(room, { from: at, to, limit: pageSize });
    } catch (fault) {
      // one room's refusal must not keep the others waiting for ever; a refused login is no matter of one room
      if (fault instanceof HomeserverError && fault.permanent && fault.status !== 401) return end(false);
      throw fault;
    }
    const chunk = objects(page.chunk);
    const found = chunk.findIndex(last);
    newestFirst.push(...(found === -1 ? chunk : chunk.slice(0, found + 1)));
    // a page may be empty, since the server leaves out what we may not see, and yet not the last
    if (found !== -1 || typeof page.end !== "string" || (page.end === at && chunk.length === 0)) return end(true);
    at = page.end;
  }
  return end(true);
}
