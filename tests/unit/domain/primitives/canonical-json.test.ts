import { expect, test } from "vitest";
import { canonicalJson } from "#domain/primitives/canonical-json.ts";

test.each([
  ["names in order, at every depth", { b: [{ d: 1, c: null }], a: "x" }, '{"a":"x","b":[{"c":null,"d":1}]}'],
  // JavaScript itself puts these first, by their value
  ["names that are numbers are texts as well", { 9: true, 10: false, "": 0 }, '{"":0,"10":false,"9":true}'],
  // RFC 8785, section 3.2.3: by UTF-16 units, so that a pair of surrogates stands before U+FB33
  ["names beyond ASCII", { "\ufb33": 1, "\u{1f600}": 2, "\u20ac": 3, "\r": 4, "1": 5 }, '{"\\r":4,"1":5,"€":3,"😀":2,"\ufb33":1}'],
  ["no blanks, numbers as they are shortest", [1e21, 0.1, -0, "a b"], '[1e+21,0.1,0,"a b"]'],
  ["bare values", null, "null"],
])("%s", (_what, value, expected) => {
  expect(canonicalJson(value)).toBe(expected);
});
