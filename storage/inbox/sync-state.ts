import type { Session } from "../engine/session.ts";
import type { SyncProgress } from "../index.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";

const token = { table: "liaison.sync_state", column: "token", row: "1" };
const body = (messageKey: Buffer) => ({ table: "liaison.to_device", column: "body", row: messageKey.toString("hex") });

/** The sync token, saved in the transaction that saves what it brought. */
export function syncState({ query, send, keys }: Session): SyncProgress {
  const keyOf = (message: string) => keys.keyed("to device", message);
  return {
    async token() {
      const [row] = await query<{ token: Buffer | null }>("select token from liaison.sync_state");
      return row?.token ? openJson<string>(keys.coordination, token, row.token) : undefined;
    },
    async begin() {
      const [row] = await query<{ attempts: number }>(
        `insert into liaison.sync_state (id, attempts) values (1, 1)
         on conflict (id) do update set attempts = sync_state.attempts + 1 returning attempts`,
      );
      if (row === undefined) throw new Error("a statement without a row");
      return row.attempts;
    },
    async beginMessage(message) {
      const [row] = await query<{ attempts: number }>(
        `insert into liaison.to_device (message_key, state, attempts) values ($1, 'tried', 1)
         on conflict (message_key) do update set attempts = to_device.attempts + 1 where to_device.state = 'tried' returning attempts`,
        [keyOf(message)],
      );
      return row?.attempts;
    },
    async tookMessage(message) {
      await query("update liaison.to_device set state = 'taken' where message_key = $1", [keyOf(message)]);
    },
    async parkMessage(message, now) {
      const key = keyOf(message);
      await query("update liaison.to_device set state = 'parked', ended_at = $2, body = $3 where message_key = $1", [
        key,
        now,
        sealJson(keys.coordination, body(key), message),
      ]);
    },
    async save(next) {
      send(
        `with forgotten as (delete from liaison.to_device where state <> 'parked')
         insert into liaison.sync_state (id, token, attempts) values (1, $1, 0)
         on conflict (id) do update set token = excluded.token, attempts = 0`,
        [sealJson(keys.coordination, token, next)],
      );
    },
  };
}
