import { serialize } from "node:v8";
import type { CryptoJournal, KeptRecord } from "../../../storage/device/crypto-journal.ts";
import { LeaseLost } from "../../../storage/index.ts";
import { EncryptionRefused, JournalFailed } from "../faults.ts";
import type { PanicGuard } from "../panic-guard.ts";
import { openGenerationCopy } from "./generation-copy.ts";
import { keyToBytes } from "./key-bytes.ts";
import { decodeManifest, encodeManifest, type Manifest, shapeOf } from "./manifest.ts";
import { type RawStore, rawStores } from "./raw-store.ts";
import { restore } from "./restore.ts";
import { type Change, openWriter } from "./write-behind.ts";
import { type Committed, watch } from "./write-through.ts";

/** The machine's IndexedDB in memory, every commit of which is in the journal before the machine learns of it. */
export interface DurableStore {
  /** The name to give to the machine. */
  readonly name: string;
  /** Whether a machine had been kept in it before. */
  readonly existed: boolean;
  /** The public master key that was made for this device's owner. */
  readonly masterKey: string | undefined;
  keepMasterKey(key: string): Promise<void>;
  /** Throws EncryptionRefused if the machine's object stores are not the ones that this version knows. */
  check(): void;
  /** Everything is durable and nothing is watched any more. */
  close(): Promise<void>;
}

const database = "matrix-sdk-crypto";
const outbound = "outbound_group_sessions";
const inbound = "inbound_group_sessions3";
/** A sender begins a new session after a week (specification, `m.room.encryption`); what it was for is stored by then. */
const inboundKeptMs = (7 + 30) * 24 * 3_600_000;
let opened = 0;

/**
 * Loads the journal and rebuilds the machine's databases from it, without any outbound group session: should the store
 * have been rolled back in a way nobody can see, no message key is used twice. Inbound sessions that nothing was written
 * to for the time of a rotation and 30 days are deleted. Throws EncryptionRefused "foreign-device" or "rolled-back" before
 * anything is written.
 */
export async function openDurableStore(options: {
  readonly journal: CryptoJournal;
  readonly userId: string;
  readonly deviceId: string;
  /** File in the data folder for the copy of the generation. */
  readonly generationFile?: string;
  readonly guard: PanicGuard;
  /** Throws if this store is not to be opened; nothing has been written by then. */
  readonly admit: (known: Pick<DurableStore, "existed" | "masterKey">) => void;
}): Promise<DurableStore> {
  const { journal, userId, deviceId, guard } = options;
  const loaded = await journal.load();
  let about: Manifest = loaded.about === undefined ? { userId, deviceId, databases: {} } : decodeManifest(loaded.about);
  if (about.userId !== userId || about.deviceId !== deviceId) throw new EncryptionRefused("foreign-device");
  const existed = Object.keys(about.databases).length > 0;
  options.admit({ existed, masterKey: about.masterKey });
  const copy = options.generationFile === undefined ? undefined : openGenerationCopy(options.generationFile, deviceId, loaded.generation);
  const check = () => {
    const stores = new Set(about.databases[database]?.stores.map((store) => store.name));
    if (!stores.has(outbound) || !stores.has(inbound)) throw new EncryptionRefused("unknown-store");
  };
  // a first start that was cut off between two upgrades has left stores without rows: the machine makes the others, and looks again
  if (loaded.records.length > 0) check();

  const writer = openWriter(journal, (generation) => copy?.reached(generation));
  const add = async (change: Change): Promise<void> => {
    try {
      await writer.add(change);
    } catch (error) {
      const why = error instanceof LeaseLost ? error : new JournalFailed(error);
      guard.poison(why);
      throw why;
    }
  };
  const discarded = `${database}/${outbound}`;
  const isOver = ({ store, ageMs }: KeptRecord): boolean => store === `${database}/${inbound}` && ageMs > inboundKeptMs;
  const over = loaded.records.filter(isOver).map(({ store, key }) => ({ store, key: Buffer.from(key), value: undefined }));
  await add({ drop: [discarded], rows: over, about: encodeManifest(about) });

  const prefix = `liaison-${++opened}`;
  const known = await restore(
    prefix,
    about,
    loaded.records.filter((record) => record.store !== discarded && !isOver(record)),
  );
  const unwatch = watch(prefix, (transaction, dirty) => {
    const label = transaction.db.name.slice(prefix.length + 2);
    const stores = rawStores(transaction.db);
    const remade =
      transaction.mode === "versionchange" ? differences(label, known.get(label) ?? new Map(), stores) : { drop: [], rows: [] };
    const rows = [...remade.rows, ...finalRows(label, stores, dirty)];
    if (transaction.mode !== "versionchange") return rows.length === 0 ? undefined : add({ drop: [], rows });
    known.set(label, new Map(stores));
    about = { ...about, databases: { ...about.databases, [label]: { version: transaction.db.version, stores: shapeOf(stores) } } };
    return add({ drop: remade.drop, rows, about: encodeManifest(about) });
  });
  return {
    name: prefix,
    existed,
    get masterKey() {
      return about.masterKey;
    },
    async keepMasterKey(key) {
      if (about.masterKey === key) return;
      about = { ...about, masterKey: key };
      await add({ drop: [], rows: [], about: encodeManifest(about) });
    },
    check,
    async close() {
      await writer.drained().catch(() => {});
      unwatch();
      // a poisoned machine never lets go of its databases, and deleting would wait for that
      if (guard.poisoned === undefined) for (const label of Object.keys(about.databases)) indexedDB.deleteDatabase(`${prefix}::${label}`);
      await copy?.settle();
    },
  };
}

const row = (label: string, name: string, store: RawStore, key: IDBValidKey) => {
  const record = store.records.get(key);
  return { store: `${label}/${name}`, key: keyToBytes(key), value: record && serialize(record.value) };
};

/** What the touched rows hold now; called while the transaction's `complete` waits. */
const finalRows = (label: string, stores: ReadonlyMap<string, RawStore>, dirty: Parameters<Committed>[1]): Change["rows"] =>
  [...dirty].flatMap(([name, keys]) => {
    const store = stores.get(name);
    return store === undefined ? [] : [...keys.values()].map((key) => row(label, name, store, key));
  });

/** Object stores that a version change deleted, made, made again or renamed: the old ones go whole, the new ones come whole. */
function differences(label: string, before: ReadonlyMap<string, RawStore>, after: ReadonlyMap<string, RawStore>): Change {
  const gone = [...before].filter(([name, store]) => after.get(name) !== store);
  const made = [...after].filter(([name, store]) => before.get(name) !== store);
  return {
    drop: gone.map(([name]) => `${label}/${name}`),
    rows: made.flatMap(([name, store]) => [...store.records.values()].map(({ key }) => row(label, name, store, key))),
  };
}
