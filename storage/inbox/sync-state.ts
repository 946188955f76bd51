import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import type { SyncProgress } from "../index.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";

const token = { table: "liaison.sync_state", column: "token", row: "1" };
const body = (messageKey: Buffer) => ({ table: "liaison.to_device", column: "body", row: messageKey.toString("hex") });

const last = prepared(() => db.selectFrom("sync_state").select("token"));
const begin = prepared(() =>
  db
    .insertInto("sync_state")
    .values({ id: 1, attempts: 1 })
    .onConflict((known) => known.column("id").doUpdateSet((eb) => ({ attempts: eb("sync_state.attempts", "+", 1) })))
    .returning("attempts"),
);
/** Not for those that were taken or parked. */
const tryMessage = prepared(({ key }: { key: Buffer }) =>
  db
    .insertInto("to_device")
    .values({ message_key: key, state: "tried", attempts: 1 })
    .onConflict((known) =>
      known
        .column("message_key")
        .doUpdateSet((eb) => ({ attempts: eb("to_device.attempts", "+", 1) }))
        .where("to_device.state", "=", "tried"),
    )
    .returning("attempts"),
);
const excuseBatch = prepared(() =>
  db
    .updateTable("sync_state")
    .set((eb) => ({ attempts: eb("attempts", "-", 1) }))
    .where("attempts", ">", 0),
);
const excuseMessage = prepared(({ key }: { key: Buffer }) =>
  db
    .updateTable("to_device")
    .set((eb) => ({ attempts: eb("attempts", "-", 1) }))
    .where("message_key", "=", key)
    .where("state", "=", "tried")
    .where("attempts", ">", 0),
);
const took = prepared(({ key }: { key: Buffer }) => db.updateTable("to_device").set({ state: "taken" }).where("message_key", "=", key));
const park = prepared(({ key, now, content }: { key: Buffer; now: Date; content: Buffer }) =>
  db.updateTable("to_device").set({ state: "parked", ended_at: now, body: content }).where("message_key", "=", key),
);
const save = prepared(({ next }: { next: Buffer }) =>
  db
    .with("forgotten", (q) => q.deleteFrom("to_device").where("state", "<>", "parked"))
    .insertInto("sync_state")
    .values({ id: 1, token: next, attempts: 0 })
    .onConflict((known) => known.column("id").doUpdateSet({ token: (eb) => eb.ref("excluded.token"), attempts: 0 })),
);

/** The sync token, saved in the transaction that saves what it brought. */
export function syncState({ query, send, keys }: Session): SyncProgress {
  const keyOf = (message: string) => keys.keyed("to device", message);
  return {
    async token() {
      const [row] = await query(last());
      return row?.token ? openJson<string>(keys.coordination, token, row.token) : undefined;
    },
    async begin() {
      const [row] = await query(begin());
      if (row === undefined) throw new Error("a statement without a row");
      return row.attempts;
    },
    async beginMessage(message) {
      const [row] = await query(tryMessage({ key: keyOf(message) }));
      return row?.attempts;
    },
    async excuse(message) {
      if (message === undefined) await query(excuseBatch());
      else await query(excuseMessage({ key: keyOf(message) }));
    },
    async tookMessage(message) {
      await query(took({ key: keyOf(message) }));
    },
    async parkMessage(message, now) {
      const key = keyOf(message);
      await query(park({ key, now, content: sealJson(keys.coordination, body(key), message) }));
    },
    async save(next) {
      send(save({ next: sealJson(keys.coordination, token, next) }));
    },
  };
}
