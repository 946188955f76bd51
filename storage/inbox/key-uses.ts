import { db, type Row } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import type { Inbox } from "../index.ts";

/** A claim of another transaction that is under way is waited for: one of the two comes second. */
const claim = prepared((use: Row<"key_use">) =>
  db
    .insertInto("key_use")
    .values({ use_key: use.use_key, sha256: use.sha256, event_id: use.event_id })
    .onConflict((known) => known.column("use_key").doUpdateSet({ use_key: (eb) => eb.ref("excluded.use_key") }))
    .returning(["sha256", "event_id"]),
);

/** Tells a replayed ciphertext and a key that was used twice from a first use. */
export const keyUses = ({ query, keys }: Session): Pick<Inbox, "claim"> => ({
  async claim({ roomId, session, index, sha256, eventId }) {
    const useKey = keys.keyed("key use", roomId, session, String(index));
    const [held] = await query(claim({ use_key: useKey, sha256, event_id: eventId }));
    if (held === undefined || !held.sha256.equals(sha256)) return "key-reused";
    // The same event again is its own first use, not a replay.
    return held.event_id === eventId ? "fresh" : "replay";
  },
});
