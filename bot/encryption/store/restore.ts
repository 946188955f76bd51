import { deserialize } from "node:v8";
import type { CryptoRecord } from "../../../storage/device/crypto-journal.ts";
import { bytesToKey } from "./key-bytes.ts";
import type { Manifest } from "./manifest.ts";
import { type RawStore, rawStores } from "./raw-store.ts";

/** Makes the databases again as they were, under names with `prefix`, before anything watches them. Returns their object stores. */
export async function restore(
  prefix: string,
  about: Manifest,
  records: readonly CryptoRecord[],
): Promise<Map<string, ReadonlyMap<string, RawStore>>> {
  const restored = new Map<string, ReadonlyMap<string, RawStore>>();
  const byStore = Map.groupBy(records, (record) => record.store);
  for (const [label, { version, stores }] of Object.entries(about.databases)) {
    const request = indexedDB.open(`${prefix}::${label}`, version);
    request.addEventListener("upgradeneeded", () => {
      for (const { name, keyPath, autoIncrement, indexes } of stores) {
        const store = request.result.createObjectStore(name, { keyPath: keyPath as string | string[] | null, autoIncrement });
        // the DOM's type asks for a mutable array that it does not change
        for (const index of indexes) store.createIndex(index.name, index.keyPath as string | string[], index);
      }
    });
    const database = await settled(request);
    for (const { name, keyPath } of stores) await fill(database, name, keyPath !== null, byStore.get(`${label}/${name}`) ?? []);
    restored.set(label, new Map(rawStores(database)));
    database.close();
  }
  return restored;
}

function fill(database: IDBDatabase, name: string, inline: boolean, records: readonly CryptoRecord[]): Promise<void> {
  if (records.length === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, "readwrite");
    const store = transaction.objectStore(name);
    for (const { key, value } of records) {
      // values were written by the same serialiser, whose newer versions read older bytes (Node.js, "Serialization API")
      if (inline) store.put(deserialize(value));
      else store.put(deserialize(value), bytesToKey(Buffer.from(key)));
    }
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(new Error("the encryption store could not be rebuilt")));
  });
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(new Error("the encryption store could not be rebuilt")));
  });
