import type { RawStore } from "./raw-store.ts";

/** An object store's shape, enough to make it again. */
export interface StoreShape {
  readonly name: string;
  readonly keyPath: string | readonly string[] | null;
  readonly autoIncrement: boolean;
  readonly indexes: readonly {
    readonly name: string;
    readonly keyPath: string | readonly string[];
    readonly unique: boolean;
    readonly multiEntry: boolean;
  }[];
}

/** What is kept beside the rows: the databases' shapes, whose device it is, the public master key that was made for it. */
export interface Manifest {
  readonly userId: string;
  readonly deviceId: string;
  readonly masterKey?: string;
  readonly databases: Readonly<Record<string, { readonly version: number; readonly stores: readonly StoreShape[] }>>;
}

export const encodeManifest = (about: Manifest): Buffer => Buffer.from(JSON.stringify(about));
/** The journal opened it under its seal, so its shape is our own. */
export const decodeManifest = (bytes: Buffer): Manifest => JSON.parse(bytes.toString()) as Manifest;

export const shapeOf = (stores: ReadonlyMap<string, RawStore>): readonly StoreShape[] =>
  [...stores].map(([name, store]) => ({
    name,
    keyPath: store.keyPath,
    autoIncrement: store.autoIncrement,
    indexes: [...store.rawIndexes].map(([index, { keyPath, unique, multiEntry }]) => ({ name: index, keyPath, unique, multiEntry })),
  }));
