import { describe, expect, test } from "vitest";
import { decryptAttachment, encryptAttachment, mostAttachmentBytes, readEncryptedFile } from "../../../../bot/matrix/attachment.ts";

const plain = Buffer.from("198.51.100.7,domain\n".repeat(50));

describe("encrypted attachments", () => {
  test("come back as they were, and nothing of them stands in the ciphertext", () => {
    const { ciphertext, file } = encryptAttachment(plain);
    expect(ciphertext.length).toBe(plain.length);
    expect(ciphertext.includes("198.51")).toBe(false);
    expect(decryptAttachment(ciphertext, file)).toEqual({ ok: true, bytes: plain });
  });

  test("have the form of the specification", () => {
    const { file } = encryptAttachment(plain);
    expect(file).toMatchObject({ v: "v2", key: { kty: "oct", alg: "A256CTR", ext: true, key_ops: ["encrypt", "decrypt"] } });
    expect(file.key.k).toMatch(/^[\w-]{43}$/u);
    expect(file.hashes.sha256).toMatch(/^[A-Za-z0-9+/]{43}$/u);
    expect(Buffer.from(file.iv, "base64").subarray(8)).toEqual(Buffer.alloc(8));
    expect(file.iv).not.toContain("=");
  });

  test("two of the same bytes share nothing", () => {
    const [one, two] = [encryptAttachment(plain), encryptAttachment(plain)];
    expect(one.file.key.k).not.toBe(two.file.key.k);
    expect(one.ciphertext.equals(two.ciphertext)).toBe(false);
  });

  // computed with `openssl enc -aes-256-ctr` and `openssl dgst -sha256`
  test("are read as others write them", () => {
    const file = {
      v: "v2",
      key: { kty: "oct", key_ops: ["encrypt", "decrypt"], alg: "A256CTR", k: "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", ext: true },
      iv: "8PHy8/T19vcAAAAAAAAAAA",
      hashes: { sha256: "WGEJqsvCW7ROzvfzWiPdu4Lz3xrcBHHLtlE5+soDXpc" },
    } as const;
    expect(decryptAttachment(Buffer.from("tWXd2iTxrYgC", "base64"), file)).toEqual({ ok: true, bytes: Buffer.from("night owl") });
  });

  test("a changed bit, another hash, a short key and an oversized one are named failures", () => {
    const { ciphertext, file } = encryptAttachment(plain);
    const changed = Buffer.from(ciphertext);
    changed.writeUInt8(changed.readUInt8(0) ^ 1, 0);
    expect(decryptAttachment(changed, file)).toEqual({ ok: false, why: "changed" });
    expect(decryptAttachment(ciphertext, { ...file, key: { ...file.key, k: "AAAA" } })).toEqual({ ok: false, why: "unknown-format" });
    expect(decryptAttachment(Buffer.alloc(mostAttachmentBytes + 1), file)).toEqual({ ok: false, why: "too-large" });
    expect(() => encryptAttachment(Buffer.alloc(mostAttachmentBytes + 1))).toThrow(RangeError);
  });

  test("the description in a message is checked field by field", () => {
    const file = { ...encryptAttachment(plain).file, url: "mxc://example.org/abc" };
    expect(readEncryptedFile(file)).toEqual(file);
    for (const wrong of [
      null,
      "x",
      {},
      { ...file, v: "v1" },
      { ...file, url: 1 },
      { ...file, key: { ...file.key, alg: "A128" } },
      { ...file, hashes: {} },
    ])
      expect(readEncryptedFile(wrong)).toBeUndefined();
  });
});
