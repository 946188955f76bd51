import { indexedDB } from "fake-indexeddb";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesToKey, keyToBytes } from "../../../../../bot/encryption/store/key-bytes.ts";

const { key } = fc.letrec<{ key: IDBValidKey }>((tie) => ({
  key: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: "binary" }),
    fc.double({ noNaN: true }),
    fc.date({ noInvalidDate: true }),
    // fake-indexeddb takes an empty one for a detached one
    fc.uint8Array({ minLength: 1 }),
    fc.array(tie("key"), { maxLength: 3 }),
  ),
}));

test("keys come back, and are the same bytes exactly when IndexedDB holds them equal", () => {
  fc.assert(
    fc.property(key, key, (one, other) => {
      expect(indexedDB.cmp(bytesToKey(keyToBytes(one)), one)).toBe(0);
      expect(keyToBytes(one).equals(keyToBytes(other))).toBe(indexedDB.cmp(one, other) === 0);
      expect(keyToBytes(one).equals(keyToBytes(bytesToKey(keyToBytes(one))))).toBe(true);
    }),
  );
});

test("minus zero is zero", () => {
  expect(keyToBytes(-0)).toEqual(keyToBytes(0));
});
