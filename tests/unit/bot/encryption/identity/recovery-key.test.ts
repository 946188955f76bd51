import { randomBytes } from "node:crypto";
import { decodeRecoveryKey as theirDecode, encodeRecoveryKey as theirEncode } from "matrix-js-sdk/lib/crypto-api/recovery-key.js";
import { expect, test } from "vitest";
import { decodeRecoveryKey, encodeRecoveryKey } from "../../../../../bot/encryption/identity/recovery-key.ts";

test("keys are written as matrix-js-sdk writes them, and read back", () => {
  for (const key of [Buffer.alloc(32), Buffer.alloc(32, 255), randomBytes(32)]) {
    expect(encodeRecoveryKey(key)).toBe(theirEncode(key));
    expect(Buffer.from(theirDecode(encodeRecoveryKey(key)))).toEqual(key);
    expect(decodeRecoveryKey(encodeRecoveryKey(key))).toEqual(key);
  }
});

test.each([
  ["nothing", ""],
  ["words", "correct horse battery staple"],
  ["a letter that base58 leaves out", encodeRecoveryKey(Buffer.alloc(32)).replace(/.$/u, "0")],
  ["a swapped letter", encodeRecoveryKey(Buffer.alloc(32)).replace(/^Es/u, "sE")],
  ["one letter too many", `${encodeRecoveryKey(Buffer.alloc(32))}1`],
  ["a book", "1".repeat(100_000)],
])("%s is no recovery key", (_what, text) => {
  expect(decodeRecoveryKey(text)).toBeUndefined();
});
