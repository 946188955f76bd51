import type { RawAccess } from "../engine/raw-access.ts";
import { LeaseLost } from "../index.ts";

/** One row of an object store of the encryption machine, as bytes. */
export interface CryptoRecord {
  /** Database and object store, as the machine names them. */
  readonly store: string;
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** A row as it rests. */
export interface KeptRecord extends CryptoRecord {
  /** Milliseconds since it was last written, by the clock of where it rests. */
  readonly ageMs: number;
}

/** What one or several committed transactions of the machine changed, as final values. */
export interface CryptoBatch {
  /** Object stores that lose all rows, before anything is put. */
  readonly drop: readonly string[];
  /** No key twice, none that is also removed. */
  readonly put: readonly CryptoRecord[];
  readonly remove: readonly { readonly store: string; readonly key: Uint8Array }[];
  /** Replaces what describes the store: its object stores, whose device it is. */
  readonly about?: Uint8Array;
}

/** Where the encryption machine's store rests. One writer. */
export interface CryptoJournal {
  /** Everything, and how many writes there were. */
  load(): Promise<{ readonly generation: number; readonly about: Buffer | undefined; readonly records: readonly KeptRecord[] }>;
  /**
   * Writes all of it or nothing; durable when it resolves, with the new generation. Rejects with LeaseLost when this
   * process no longer holds the lease. Never called again before it settled.
   */
  write(batch: CryptoBatch): Promise<number>;
}

const valueCell = (key: Buffer) => ({ table: "device.crypto_record", column: "value", row: key.toString("hex") });
const aboutCell = { table: "device.crypto_meta", column: "value", row: "about" };

/**
 * The journal in PostgreSQL, schema `device`. Names of object stores and keys rest as keyed hashes, since the machine's
 * keys name members and rooms; the values are sealed under the coordination key, each bound to its row.
 */
export function openCryptoJournal(database: RawAccess): CryptoJournal {
  let generation = 0;
  const storeKey = (store: string) => database.keyed("crypto-store", store);
  const rowKey = (store: string, key: Uint8Array) => database.keyed("crypto-record", store, key);
  return {
    async load() {
      const [counter] = await database.query<{ generation: string }>("select generation from device.crypto_generation where id = 1");
      const [meta] = await database.query<{ value: Buffer }>("select value from device.crypto_meta where name = 'about'");
      const rows = await database.query<{ store_key: Buffer; value: Buffer; age: string }>(
        "select store_key, value, floor(extract(epoch from now() - written_at) * 1000)::bigint as age from device.crypto_record",
      );
      generation = Number(counter?.generation ?? 0);
      return {
        generation,
        about: meta && database.coordination.open(aboutCell, meta.value),
        records: rows.map((row) => ({
          ...unpack(database.coordination.open(valueCell(row.store_key), row.value)),
          ageMs: Number(row.age),
        })),
      };
    },
    async write(batch) {
      const puts = batch.put.map((record) => {
        const key = rowKey(record.store, record.key);
        return { key, store: storeKey(record.store), value: database.coordination.seal(valueCell(key), pack(record)) };
      });
      const [step] = await database.query<{ generation: string }>(writeAll, [
        database.epoch,
        generation,
        batch.remove.map(({ store, key }) => rowKey(store, key)),
        batch.drop.map(storeKey),
        puts.map(({ key }) => key),
        puts.map(({ store }) => store),
        puts.map(({ value }) => value),
        batch.about === undefined ? null : database.coordination.seal(aboutCell, batch.about),
      ]);
      // Another generation means another writer, which only another holder of the lease can be.
      if (step === undefined) throw new LeaseLost();
      generation = Number(step.generation);
      return generation;
    },
  };
}

// One statement: one round trip, one transaction, and the lease is checked under the lock that taking it waits for.
// Parts of a statement do not see each other's changes, so what is put again is kept out of the deletion.
const writeAll = `
  with held as (select 1 from liaison.lease where epoch = $1 for key share),
       step as (update device.crypto_generation set generation = generation + 1 from held where id = 1 and generation = $2::bigint returning generation),
       gone as (delete from device.crypto_record using step where store_key = any($3::bytea[])
                or (object_store = any($4::bytea[]) and store_key not in (select unnest($5::bytea[])))),
       put as (insert into device.crypto_record (store_key, object_store, value)
               select r.* from unnest($5::bytea[], $6::bytea[], $7::bytea[]) r, step
               on conflict (store_key) do update set value = excluded.value, written_at = excluded.written_at),
       about as (insert into device.crypto_meta (name, value) select 'about', $8::bytea from step where $8::bytea is not null
                 on conflict (name) do update set value = excluded.value)
  select generation from step`;

/** Store, key and value in one, the first two with their lengths before them. */
function pack({ store, key, value }: CryptoRecord): Buffer {
  const name = Buffer.from(store);
  return Buffer.concat([Buffer.from(Uint32Array.of(name.length, key.length).buffer), name, key, value]);
}
function unpack(bytes: Buffer): CryptoRecord {
  const keyAt = 8 + bytes.readUInt32LE(0);
  const valueAt = keyAt + bytes.readUInt32LE(4);
  return { store: bytes.toString("utf8", 8, keyAt), key: bytes.subarray(keyAt, valueAt), value: bytes.subarray(valueAt) };
}
