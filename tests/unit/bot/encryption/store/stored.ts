import { indexedDB } from "fake-indexeddb";
import { panicGuard } from "../../../../../bot/encryption/panic-guard.ts";
import { type DurableStore, openDurableStore } from "../../../../../bot/encryption/store/durable-store.ts";
import type { CryptoJournal } from "../../../../../storage/device/crypto-journal.ts";

/** Opens a store of one device on a journal. */
export const open = (journal: CryptoJournal, guard = panicGuard()): Promise<DurableStore> =>
  openDurableStore({ journal, userId: "@bot:x", deviceId: "D", guard, admit: () => {} });

/** Opens the machine's database as the machine would, at a version, and changes its shape in `upgrade`. */
export function connect(
  store: DurableStore,
  version?: number,
  upgrade: (db: IDBDatabase, tx: IDBTransaction) => void = () => {},
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(`${store.name}::matrix-sdk-crypto`, version);
    request.onupgradeneeded = () => {
      if (request.transaction !== null) upgrade(request.result, request.transaction);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error("no database"));
  });
}
/** The object stores that the machine must have, and two more. */
export const firstShape = (db: IDBDatabase): void => {
  db.createObjectStore("outbound_group_sessions");
  db.createObjectStore("inbound_group_sessions3").createIndex("by", "group");
  db.createObjectStore("a");
  db.createObjectStore("b", { keyPath: "id" }).createIndex("by", "group");
};
/** Resolves when the transaction is complete. */
export function change(db: IDBDatabase, act: (tx: IDBTransaction) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const tx = db.transaction([...db.objectStoreNames], "readwrite");
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(new Error("aborted"));
    act(tx);
  });
}
/** The result of a request. */
export const ask = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error("refused"));
  });
/** All rows of all object stores. */
export async function dump(db: IDBDatabase): Promise<Record<string, readonly (readonly [IDBValidKey, unknown])[]>> {
  const stores = await Promise.all(
    [...db.objectStoreNames].map(async (name) => {
      const store = db.transaction(name).objectStore(name);
      const [keys, values] = await Promise.all([ask(store.getAllKeys()), ask(store.getAll())]);
      return [name, keys.map((key, at) => [key, values[at]] as const)] as const;
    }),
  );
  return Object.fromEntries(stores);
}
