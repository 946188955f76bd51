import type { Keyring, Query } from "../sealing/keyring.ts";
import type { ScopeKey } from "../sealing/sealed.ts";

// For files that write SQL of their own beside the aggregates (storage/device/crypto-journal.ts):
//   opened.database.query(sql, params)          one round trip on a pooled connection as liaison_app; $1, $2 …; arrays and Buffers allowed
//   opened.database.epoch                       the lease's epoch; a write checks it in its own statement:
//       with held as (select 1 from liaison.lease where epoch = $1 for key share),
//            put as (insert into device.crypto_record (store_key, object_store, value)
//                    select r.* from unnest($2::bytea[], $3::bytea[], $4::bytea[]) r, held
//                    on conflict (store_key) do update set value = excluded.value)
//       select 1 from held                      no row: throw new LeaseLost()
//   opened.database.coordination                ScopeKey: seal(cell, bytes), open(cell, bytes), cell = {table, column, row}
//   opened.database.keyed(purpose, ...parts)    HMAC-SHA-256 under the look-up key; parts are length-prefixed, strings or bytes
// where `opened` is what openStorage (storage/open.ts) resolves to.

/** Raw access for what the aggregates do not cover. Everything runs as `liaison_app`. */
export interface RawAccess {
  /** One statement, one round trip; bytea come as Buffer, timestamptz as Date, bigint as text. */
  readonly query: Query;
  /** Epoch of the lease that this process took; "-1" without one, which no row has. */
  readonly epoch: string;
  readonly coordination: ScopeKey;
  keyed(purpose: string, ...parts: readonly (string | Uint8Array)[]): Buffer;
}

/** What `openStorage` hands out. */
export const rawAccess = (query: Query, { coordination, keyed }: Keyring, epoch: string): RawAccess => ({
  query,
  epoch,
  coordination,
  keyed,
});
