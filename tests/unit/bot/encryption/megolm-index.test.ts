import { expect, test } from "vitest";
import { megolmIndex } from "../../../../bot/encryption/megolm-index.ts";

test.each([
  [[3, 8, 0, 0x12], 0],
  [[3, 8, 1, 0x12], 1],
  [[3, 8, 0x7f], 127],
  [[3, 8, 0x80, 0x01], 128],
  [[3, 8, 0xff, 0xff, 0xff, 0xff, 0x0f], 2 ** 32 - 1],
])("%j has index %i", (bytes, index) => {
  expect(megolmIndex(Uint8Array.from(bytes))).toBe(index);
});

test.each([
  ["nothing", []],
  ["another version", [4, 8, 0]],
  ["another tag first", [3, 0x12, 0]],
  ["an unfinished index", [3, 8, 0x80]],
  ["an index beyond 32 bits", [3, 8, 0xff, 0xff, 0xff, 0xff, 0x1f]],
  ["an endless index", [3, 8, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
])("%s has none", (_what, bytes) => {
  expect(megolmIndex(Uint8Array.from(bytes))).toBeUndefined();
});
