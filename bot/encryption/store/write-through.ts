import { IDBCursor, IDBObjectStore, IDBTransaction } from "fake-indexeddb";
import { keyToBytes } from "./key-bytes.ts";
import { startNext } from "./raw-store.ts";

/** Rows that a transaction may have changed: object store → key bytes → key. */
export type Dirty = ReadonlyMap<string, ReadonlyMap<string, IDBValidKey>>;

/**
 * Called when a transaction has committed in memory. Its `complete` event waits for the returned promise; undefined
 * lets it go at once. A rejection holds it for ever.
 */
export type Committed = (transaction: IDBTransaction, dirty: Dirty) => Promise<void> | undefined;

const watched = new Map<string, Committed>();
const marks = new WeakMap<IDBTransaction, Map<string, Map<string, IDBValidKey>>>();
let hooked = false;

/** Watches the databases whose names begin with `prefix` and two colons; the returned function ends it. */
export function watch(prefix: string, committed: Committed): () => void {
  if (!hooked) hook();
  hooked = true;
  watched.set(prefix, committed);
  return () => watched.delete(prefix);
}
const watcherOf = (database: IDBDatabase): Committed | undefined => watched.get(database.name.split("::", 1)[0] ?? "");

function mark(store: IDBObjectStore, keys: readonly IDBValidKey[]): void {
  if (watcherOf(store.transaction.db) === undefined) return;
  const stores = marks.get(store.transaction) ?? new Map<string, Map<string, IDBValidKey>>();
  marks.set(store.transaction, stores);
  const dirty = stores.get(store.name) ?? new Map<string, IDBValidKey>();
  stores.set(store.name, dirty);
  for (const key of keys) dirty.set(keyToBytes(key).toString("latin1"), key);
}

/**
 * Hooks on the public prototypes note only which rows were touched; what they hold in the end is read at commit. A log
 * of the operations would leave ghosts when a row is put and deleted in one transaction.
 */
function hook(): void {
  const { put, add, delete: remove, clear } = IDBObjectStore.prototype;
  const markResult = (store: IDBObjectStore, request: IDBRequest<IDBValidKey>): IDBRequest<IDBValidKey> => {
    request.addEventListener("success", () => mark(store, [request.result]));
    return request;
  };
  // what is about to go is asked for in the same transaction, just before it goes
  const markAll = (store: IDBObjectStore, range?: IDBKeyRange): void => {
    const request = store.getAllKeys(range);
    request.addEventListener("success", () => mark(store, request.result));
  };
  // rest parameters: a key of undefined is not the same as none
  IDBObjectStore.prototype.put = function (...given) {
    return markResult(this, put.apply(this, given));
  };
  IDBObjectStore.prototype.add = function (...given) {
    return markResult(this, add.apply(this, given));
  };
  IDBObjectStore.prototype.delete = function (key) {
    if (key instanceof IDBKeyRange) markAll(this, key);
    else mark(this, [key]);
    return remove.call(this, key);
  };
  IDBObjectStore.prototype.clear = function () {
    markAll(this);
    return clear.call(this);
  };
  hookCursor();
  const dispatch = IDBTransaction.prototype.dispatchEvent;
  IDBTransaction.prototype.dispatchEvent = function (event) {
    const written =
      event.type === "complete" && this.mode !== "readonly" ? watcherOf(this.db)?.(this, marks.get(this) ?? new Map()) : undefined;
    if (written === undefined) return dispatch.call(this, event);
    startNext(this.db);
    // a rejection is the watcher's to report; the event then never comes
    written.then(
      () => dispatch.call(this, event),
      () => {},
    );
    return true;
  };
}

function hookCursor(): void {
  const { delete: remove, update } = IDBCursor.prototype;
  const storeOf = (cursor: IDBCursor): IDBObjectStore =>
    cursor.source instanceof IDBObjectStore ? cursor.source : cursor.source.objectStore;
  IDBCursor.prototype.delete = function () {
    mark(storeOf(this), [this.primaryKey]);
    return remove.call(this);
  };
  IDBCursor.prototype.update = function (value) {
    mark(storeOf(this), [this.primaryKey]);
    return update.call(this, value);
  };
}
