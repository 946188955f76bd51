import { createSecretKey, randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { keyedWith } from "../../../../storage/sealing/keyring.ts";
import { runs } from "../../../support/runs.ts";

const keyed = keyedWith(createSecretKey(randomBytes(32)));
const hex = (purpose: string, ...parts: readonly string[]) => keyed(purpose, ...parts).toString("hex");

test("the hash of a purpose and its parts is that of no other list of parts", () => {
  expect(hex("code", "ab", "c")).not.toBe(hex("code", "a", "bc"));
  expect(hex("code", "a", "")).not.toBe(hex("code", "a"));
  expect(hex("code", "a\0\0\0\0b")).not.toBe(hex("code", "a", "b"));
  expect(hex("codea", "b")).not.toBe(hex("code", "ab"));
  const parts = fc.array(fc.string({ maxLength: 3, unit: fc.constantFrom("a", "b", "\0") }), { maxLength: 4 });
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      expect(hex("x", ...one) === hex("x", ...other)).toBe(JSON.stringify(one) === JSON.stringify(other));
    }),
    { numRuns: runs(2_000) },
  );
});

test("bytes count like the text that they are", () => {
  expect(keyed("x", Buffer.from("née"))).toEqual(keyed("x", "née"));
});
