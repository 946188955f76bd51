import { expect, test } from "vitest";
import { publicKeyOf, wordsOf } from "../../../../../bot/encryption/identity/public-key.ts";

test("six words are the first 66 bits of the key's hash", () => {
  // sha256 of 32 zero bytes begins 66 68 7a ad f8 62 bd 77 6c: in elevens 819, 542, 1371, 1926, 350, 1501 (from 0)
  expect(wordsOf(Buffer.alloc(32).toString("base64"))).toEqual(["grid", "duck", "problem", "valid", "cloth", "roof"]);
});

test.each([
  [{ keys: { "ed25519:abc": "abc" } }, "abc"],
  [{ keys: { "ed25519:abc": "abc=" } }, "abc"],
  [{ keys: {} }, undefined],
  [{ keys: { "ed25519:abc": 1 } }, undefined],
  [{}, undefined],
  [null, undefined],
])("the public key of %j is %s", (given, key) => {
  expect(publicKeyOf(given)).toBe(key);
});
