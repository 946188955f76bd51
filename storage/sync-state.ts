import { defineEntity } from "@mikro-orm/postgresql";
import { flat, sealed } from "./columns.ts";
import type { Transaction } from "./index.ts";
import { openJson, sealJson } from "./sealed.ts";
import type { Session } from "./session.ts";

/** Where the next sync goes on. One row. */
export const SyncState = defineEntity({
  name: "SyncState",
  schema: "liaison",
  tableName: "sync_state",
  properties: { id: flat.integer().primary(), token: sealed() },
});

const cell = { table: "liaison.sync_state", column: "token", row: "1" };

/** The sync token, saved in the transaction that saves what it brought. */
export const syncState = ({ query, keys }: Session): Transaction["sync"] => ({
  async token() {
    const [row] = await query<{ token: Buffer }>("select token from liaison.sync_state");
    return row && openJson<string>(keys.coordination, cell, row.token);
  },
  async save(token) {
    await query("insert into liaison.sync_state (id, token) values (1, $1) on conflict (id) do update set token = excluded.token", [
      sealJson(keys.coordination, cell, token),
    ]);
  },
});
