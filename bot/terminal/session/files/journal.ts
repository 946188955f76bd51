import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { closeSync, existsSync, fdatasyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { deserialize, serialize } from "node:v8";
import type { CryptoBatch, CryptoJournal, CryptoRecord } from "../../../../storage/device/crypto-journal.ts";

type Row = CryptoRecord & { readonly writtenAt: number };
interface Entry extends CryptoBatch {
  readonly at: number;
  readonly generation: number;
  /** Whole rows with their times: the first entry after a load. */
  readonly rows?: readonly Row[];
}

const algorithm = "aes-256-gcm";
const [lengthBytes, nonceBytes, tagBytes] = [4, 12, 16];

/**
 * The encryption machine's store in one file of mode 0600, for a client with a place of its own: every write is appended,
 * sealed under `key` (32 bytes) and bound to its place in the order; loading writes the file anew without what is over.
 * A write that a crash cut off counts as not made. One process at a time.
 */
export function openFileJournal(path: string, key: Buffer): CryptoJournal {
  let file: number | undefined;
  let generation = 0;
  let count = 0;

  function append(entry: Entry): void {
    if (file === undefined) throw new Error("the journal has not been loaded");
    const bytes = seal(key, count, serialize(entry));
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fdatasyncSync(file);
    count++;
  }
  return {
    async load() {
      if (file !== undefined) closeSync(file);
      const { rows, about, generation: reached } = replay(existsSync(path) ? readFileSync(path) : Buffer.alloc(0), key);
      generation = reached;
      count = 0;
      file = openSync(`${path}.new`, "w", 0o600);
      append({ drop: [], put: [], remove: [], at: Date.now(), generation, rows: [...rows.values()], ...(about && { about }) });
      renameSync(`${path}.new`, path);
      const records = [...rows.values()].map(({ writtenAt, ...record }) => ({ ...record, ageMs: Date.now() - writtenAt }));
      return { generation, about, records };
    },
    async write(batch) {
      append({ ...batch, at: Date.now(), generation: generation + 1 });
      return ++generation;
    },
  };
}

function replay(file: Buffer, key: Buffer) {
  const rows = new Map<string, Row>();
  const name = (store: string, id: Uint8Array) => `${store} ${Buffer.from(id).toString("hex")}`;
  let about: Buffer | undefined;
  let generation = 0;
  for (const bytes of entries(file, key)) {
    // sealed by this very module, so it is what `append` was given
    const entry = deserialize(bytes) as Entry;
    for (const row of entry.rows ?? []) rows.set(name(row.store, row.key), row);
    for (const [id, row] of rows) if (entry.drop.includes(row.store)) rows.delete(id);
    for (const gone of entry.remove) rows.delete(name(gone.store, gone.key));
    for (const put of entry.put) rows.set(name(put.store, put.key), { ...put, writtenAt: entry.at });
    if (entry.about !== undefined) about = Buffer.from(entry.about);
    generation = entry.generation;
  }
  return { rows, about, generation };
}

/** Up to the first one that is not whole. */
function* entries(file: Buffer, key: Buffer): Generator<Buffer> {
  for (let at = 0, place = 0; at + lengthBytes <= file.length; place++) {
    const end = at + lengthBytes + file.readUInt32LE(at);
    const bytes = end <= file.length ? unseal(key, place, file.subarray(at + lengthBytes, end)) : undefined;
    if (bytes === undefined) return;
    yield bytes;
    at = end;
  }
}

const placeBytes = (place: number): Buffer => Buffer.from(Uint32Array.of(place).buffer);

function seal(key: Buffer, place: number, bytes: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const encryption = createCipheriv(algorithm, key, nonce).setAAD(placeBytes(place));
  const sealed = Buffer.concat([nonce, encryption.update(bytes), encryption.final(), encryption.getAuthTag()]);
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(sealed.length);
  return Buffer.concat([length, sealed]);
}

function unseal(key: Buffer, place: number, sealed: Buffer): Buffer | undefined {
  if (sealed.length < nonceBytes + tagBytes) return undefined;
  const decryption = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes))
    .setAAD(placeBytes(place))
    .setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decryption.update(sealed.subarray(nonceBytes, -tagBytes)), decryption.final()]);
  } catch {
    return undefined;
  }
}
