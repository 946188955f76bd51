import { randomBytes } from "node:crypto";
import decryptAESSecretStorageItem from "matrix-js-sdk/lib/utils/decryptAESSecretStorageItem.js";
import encryptAESSecretStorageItem from "matrix-js-sdk/lib/utils/encryptAESSecretStorageItem.js";
import { expect, test } from "vitest";
import { openSecret, sealSecret } from "../../../../../bot/encryption/identity/secret-seal.ts";

// made once with encryptAESSecretStorageItem of matrix-js-sdk 43 under the bytes 0 to 31
const key = Buffer.from(Array.from({ length: 32 }, (_, at) => at));
const vector = {
  iv: "JEvHDp8Jd01Cgtw9p9cJ1w==",
  ciphertext: "aGXJePpeYxogCv9LoHCuJSyPUFwerdItFAEX0JqZKjnKY6qz7cidOmIJkw==",
  mac: "DDKKjEO89qe+jif/lp1dHz/qNg5BmMZ7gJkQWSM5dGQ=",
};

test("a value that matrix-js-sdk once sealed opens, and is sealed to the same bytes", () => {
  expect(openSecret(key, "m.cross_signing.master", vector)).toBe("kMuGZMzD9C6BLTtmvnr0BXLmpaBbW6MnKyQgQmGFdkI");
  const iv = Buffer.from(vector.iv, "base64");
  expect(sealSecret(key, "m.cross_signing.master", "kMuGZMzD9C6BLTtmvnr0BXLmpaBbW6MnKyQgQmGFdkI", iv)).toEqual(vector);
});

test("what one side seals the other opens", async () => {
  const secret = randomBytes(32).toString("base64");
  expect(openSecret(key, "name", await encryptAESSecretStorageItem(secret, key, "name"))).toBe(secret);
  expect(await decryptAESSecretStorageItem(sealSecret(key, "name", secret), key, "name")).toBe(secret);
});

test.each([
  ["another key", randomBytes(32), "m.cross_signing.master", vector],
  ["another name", key, "m.cross_signing.self_signing", vector],
  ["a changed value", key, "m.cross_signing.master", { ...vector, ciphertext: `A${vector.ciphertext.slice(1)}` }],
  ["a cut mac", key, "m.cross_signing.master", { ...vector, mac: vector.mac.slice(0, 8) }],
])("%s does not open it", (_what, other, name, sealed) => {
  expect(openSecret(other, name, sealed)).toBeUndefined();
});
