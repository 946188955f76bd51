import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";

/** A value under `m.secret_storage.v1.aes-hmac-sha2` (Matrix specification, client-server API, "Secret storage"), all base64. */
export interface SealedSecret {
  readonly iv: string;
  readonly ciphertext: string;
  readonly mac: string;
}

function keysFor(key: Uint8Array, name: string): { readonly aes: Buffer; readonly mac: Buffer } {
  const derived = Buffer.from(hkdfSync("sha256", key, Buffer.alloc(32), name, 64));
  return { aes: derived.subarray(0, 32), mac: derived.subarray(32) };
}

/** `key`: 32 bytes; `name`: the secret's name, empty for the check of a key. `iv` is given only by tests. */
export function sealSecret(key: Uint8Array, name: string, secret: string, iv: Buffer = randomIv()): SealedSecret {
  const keys = keysFor(key, name);
  const cipher = createCipheriv("aes-256-ctr", keys.aes, iv);
  const ciphertext = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  const mac = createHmac("sha256", keys.mac).update(ciphertext).digest("base64");
  return { iv: iv.toString("base64"), ciphertext: ciphertext.toString("base64"), mac };
}

/** Undefined if the key, the name or the value is another. */
export function openSecret(key: Uint8Array, name: string, sealed: SealedSecret): string | undefined {
  const keys = keysFor(key, name);
  const ciphertext = Buffer.from(sealed.ciphertext, "base64");
  const mac = createHmac("sha256", keys.mac).update(ciphertext).digest();
  const given = Buffer.from(sealed.mac, "base64");
  const iv = Buffer.from(sealed.iv, "base64");
  if (given.length !== mac.length || !timingSafeEqual(given, mac) || iv.length !== 16) return undefined;
  const decipher = createDecipheriv("aes-256-ctr", keys.aes, iv);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString("utf8");
}

/** Bit 63 is zero, since implementations differ in how they count past it (as the specification asks). */
function randomIv(): Buffer {
  const iv = randomBytes(16);
  iv.writeUInt8(iv.readUInt8(8) & 0x7f, 8);
  return iv;
}
