import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from "node:crypto";

// Files in encrypted rooms (Matrix client-server API 1.16, "Sending encrypted attachments"): AES-256-CTR under a key of
// its own; key, counter and the hash of the ciphertext travel inside the encrypted message.

/** How to read a file whose ciphertext is elsewhere: `EncryptedFile` of the specification, without its address. */
export interface FileKey {
  readonly v: "v2";
  readonly key: {
    readonly kty: "oct";
    readonly key_ops: readonly string[];
    readonly alg: "A256CTR";
    /** 32 bytes in unpadded base64url. */
    readonly k: string;
    readonly ext: true;
  };
  /** 16 bytes in unpadded base64: eight random ones, then a counter from 0. */
  readonly iv: string;
  /** SHA-256 of the ciphertext in unpadded base64. */
  readonly hashes: { readonly sha256: string };
}

/** A `FileKey` and where the ciphertext is. */
export interface EncryptedFile extends FileKey {
  /** `mxc://server/id`. */
  readonly url: string;
}

/** Most bytes of one attachment, sent or received. */
export const mostAttachmentBytes = 20 * 1024 * 1024;

/** What an attachment became, or why it cannot be read. */
export type Attachment =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly why: "too-large" | "unknown-format" | "changed" };

const cipher = "aes-256-ctr";
const unpadded = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/u, "");
const hashOf = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

/** Encrypts under a new key. Throws RangeError above `mostAttachmentBytes`. */
export function encryptAttachment(bytes: Uint8Array): { readonly ciphertext: Buffer; readonly file: FileKey } {
  if (bytes.length > mostAttachmentBytes) throw new RangeError("the attachment is too large");
  const key = randomBytes(32);
  // the lower half counts, and must not overflow for clients whose counter has 64 bits
  const iv = Buffer.concat([randomBytes(8), Buffer.alloc(8)]);
  const encryption = createCipheriv(cipher, key, iv);
  const ciphertext = Buffer.concat([encryption.update(bytes), encryption.final()]);
  return {
    ciphertext,
    file: {
      v: "v2",
      key: { kty: "oct", key_ops: ["encrypt", "decrypt"], alg: "A256CTR", k: key.toString("base64url"), ext: true },
      iv: unpadded(iv),
      hashes: { sha256: unpadded(hashOf(ciphertext)) },
    },
  };
}

/** Checks the hash before anything is decrypted: the counter mode alone would let a server change single bits. */
export function decryptAttachment(ciphertext: Uint8Array, file: FileKey): Attachment {
  if (ciphertext.length > mostAttachmentBytes) return { ok: false, why: "too-large" };
  const [key, iv, hash] = [Buffer.from(file.key.k, "base64url"), Buffer.from(file.iv, "base64"), Buffer.from(file.hashes.sha256, "base64")];
  if (file.v !== "v2" || file.key.alg !== "A256CTR" || key.length !== 32 || iv.length !== 16 || hash.length !== 32)
    return { ok: false, why: "unknown-format" };
  if (!timingSafeEqual(hashOf(ciphertext), hash)) return { ok: false, why: "changed" };
  const decryption = createDecipheriv(cipher, key, iv);
  return { ok: true, bytes: Buffer.concat([decryption.update(ciphertext), decryption.final()]) };
}

/** Reads the `file` of a message's content; undefined if it is not one of these. */
export function readEncryptedFile(value: unknown): EncryptedFile | undefined {
  const { v, url, key, iv, hashes } = record(value);
  const { kty, alg, k } = record(key);
  const { sha256 } = record(hashes);
  if (v !== "v2" || kty !== "oct" || alg !== "A256CTR") return undefined;
  if (typeof url !== "string" || typeof k !== "string" || typeof iv !== "string" || typeof sha256 !== "string") return undefined;
  return { v, url, key: { kty, key_ops: ["encrypt", "decrypt"], alg, k, ext: true }, iv, hashes: { sha256 } };
}

// an object of JSON, whatever it holds
const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
