import { type CipherKey, createCipheriv, createDecipheriv } from "node:crypto";
import { decodeJson, encodeJson } from "./json.ts";
import { random } from "./random.ts";

/** The place of a sealed value. A value copied to another cell does not open there. */
export interface Cell {
  /** With its schema: `liaison.officer`. */
  readonly table: string;
  readonly column: string;
  /** The row's id as text; for a composite key its parts joined by a space. */
  readonly row: string;
}

/** Seals and opens under the data key of one scope: a case, or the coordination of all. */
export interface ScopeKey {
  seal(cell: Cell, content: Uint8Array): Buffer;
  /** Throws SealBroken when the value was made for another cell or key, or was changed. */
  open(cell: Cell, sealed: Uint8Array): Buffer;
}

/** A sealed value that does not open. Names the place and never the content. */
export class SealBroken extends Error {
  constructor(cell: Cell) {
    super(`a sealed value of ${cell.table}.${cell.column} does not open`);
    this.name = "SealBroken";
  }
}

const format = 1;
const nonceBytes = 12;
const tagBytes = 16;

const associated = (keyId: number, { table, column, row }: Cell): Buffer =>
  Buffer.concat([Buffer.from([format, keyId]), Buffer.from(`${table}\0${column}\0${row}`)]);

/**
 * AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce: format byte, key id byte, nonce, ciphertext, 128-bit tag.
 * Format, key id and cell are associated data.
 */
export function sealWith(key: CipherKey, keyId: number, cell: Cell, content: Uint8Array): Buffer {
  const nonce = random(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(associated(keyId, cell));
  const body = cipher.update(content);
  return Buffer.concat([Buffer.from([format, keyId]), nonce, body, cipher.final(), cipher.getAuthTag()]);
}

/** The inverse of `sealWith`; `keyOf` finds the key for the key id byte. Throws SealBroken. */
export function openWith(keyOf: (keyId: number) => CipherKey | undefined, cell: Cell, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const keyId = bytes[1];
  const key = bytes[0] === format && keyId !== undefined ? keyOf(keyId) : undefined;
  if (key === undefined || keyId === undefined || bytes.length < 2 + nonceBytes + tagBytes) throw new SealBroken(cell);
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(2, 2 + nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(associated(keyId, cell));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(2 + nonceBytes, -tagBytes)), decipher.final()]);
  } catch {
    throw new SealBroken(cell);
  }
}

/** Seals a value as JSON; dates survive. */
export const sealJson = (key: ScopeKey, cell: Cell, value: unknown): Buffer => key.seal(cell, Buffer.from(encodeJson(value)));

/** Opens what `sealJson` sealed in this cell. The seal proves that this program wrote it, so its shape is taken on trust. */
export const openJson = <T>(key: ScopeKey, cell: Cell, sealed: Uint8Array): T => decodeJson<T>(key.open(cell, sealed).toString());
