import fc from "fast-check";
import { expect, test } from "vitest";
import { distance, nearest } from "#domain/primitives/nearest.ts";
import { runs } from "../../../support/runs.ts";

test.each([
  ["tlp", "tlp", 0],
  ["tpl", "tlp", 1],
  ["tl", "tlp", 1],
  ["tllp", "tlp", 1],
  ["tlq", "tlp", 1],
  ["", "abc", 3],
  ["ca", "abc", 3],
  ["x".repeat(41), "tlp", Number.POSITIVE_INFINITY],
])("%s and %s", (a, b, edits) => {
  expect(distance(a, b)).toBe(edits);
  expect(distance(b, a)).toBe(edits);
});

test("the nearest word, none beyond the limit", () => {
  expect(nearest("LST", ["add", "list"], 1)).toBe("list");
  expect(nearest("LIAISON_STROY", ["LIAISON_GRACE", "LIAISON_STORY"], 40)).toBe("LIAISON_STORY");
  expect(nearest("zzz", ["add", "list"], 2)).toBeUndefined();
});

test("the nearest word is one of the least distance, of equals the first", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 8 }), fc.constantFrom(1, 2, 3), (typed, words, most) => {
      const edits = words.map((one) => distance(typed, one));
      const least = Math.min(...edits);
      expect(nearest(typed, words, most)).toBe(least <= most ? words[edits.indexOf(least)] : undefined);
    }),
    { numRuns: runs(500) },
  );
});
