import { EncryptionRefused } from "../faults.ts";

/** An object store as fake-indexeddb keeps it. */
export interface RawStore {
  readonly keyPath: string | string[] | null;
  readonly autoIncrement: boolean;
  readonly rawIndexes: ReadonlyMap<string, { readonly keyPath: string | string[]; readonly unique: boolean; readonly multiEntry: boolean }>;
  readonly records: {
    get(key: IDBValidKey): { readonly value: unknown } | undefined;
    values(): Iterable<{ readonly key: IDBValidKey; readonly value: unknown }>;
  };
}

interface RawDatabase {
  readonly rawObjectStores: ReadonlyMap<string, RawStore>;
  /** Looks, in a later task, whether a waiting transaction can start. */
  readonly processTransactions: () => void;
}

// Both rest on the inside of fake-indexeddb 6.2, which is pinned for that reason.
function inside(database: IDBDatabase): RawDatabase {
  // not in the package's types; checked before use
  const raw = (database as unknown as { readonly _rawDatabase?: Partial<RawDatabase> })._rawDatabase;
  const { rawObjectStores, processTransactions } = raw ?? {};
  if (!(rawObjectStores instanceof Map) || processTransactions === undefined) throw new EncryptionRefused("unknown-store");
  return { rawObjectStores, processTransactions };
}

/** The object stores, readable while a transaction's `complete` event is being held back: by then the public interface answers no more. */
export const rawStores = (database: IDBDatabase): ReadonlyMap<string, RawStore> => inside(database).rawObjectStores;

/** Lets the next transaction begin although the `complete` of the one before is being held back, so that both can be written together. */
export const startNext = (database: IDBDatabase): void => inside(database).processTransactions();
