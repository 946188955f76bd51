import type { Session } from "../engine/session.ts";
import type { Inbox } from "../index.ts";

/** Tells a replayed ciphertext and a key that was used twice from a first use. */
export const keyUses = ({ query, keys }: Session): Pick<Inbox, "claim"> => ({
  async claim({ roomId, session, index, sha256, eventId }) {
    const useKey = keys.keyed("key use", roomId, session, String(index));
    // A claim of another transaction that is under way is waited for: one of the two comes second.
    const [held] = await query<{ sha256: Buffer; event_id: string }>(
      `insert into liaison.key_use (use_key, sha256, event_id) values ($1, $2, $3)
       on conflict (use_key) do update set use_key = excluded.use_key returning sha256, event_id`,
      [useKey, sha256, eventId],
    );
    if (held === undefined || !held.sha256.equals(sha256)) return "key-reused";
    // The same event again is its own first use, not a replay.
    return held.event_id === eventId ? "fresh" : "replay";
  },
});
