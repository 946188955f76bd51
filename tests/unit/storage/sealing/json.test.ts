import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalText, decodeJson, encodeJson } from "../../../../storage/sealing/json.ts";

test("dates come back as dates, wherever they stand", () => {
  const at = new Date("2026-11-02T14:00:00.123Z");
  const back = decodeJson<{ readonly at: Date; readonly list: readonly [{ readonly at: Date }] }>(encodeJson({ at, list: [{ at }] }));
  expect(back.at).toBeInstanceOf(Date);
  expect(back).toEqual({ at, list: [{ at }] });
});

test("a date alone comes back", () => {
  expect(decodeJson(encodeJson(new Date(0)))).toEqual(new Date(0));
});

test("text that looks like a date stays text", () => {
  expect(decodeJson(encodeJson({ note: "2026-11-02T14:00:00.123Z" }))).toEqual({ note: "2026-11-02T14:00:00.123Z" });
});

test("an object that would be read as a date is refused", () => {
  expect(() => encodeJson({ $date: "2026-11-02T14:00:00.123Z" })).toThrow(TypeError);
});

test("an invalid date is refused", () => {
  expect(() => encodeJson({ at: new Date(Number.NaN) })).toThrow(RangeError);
});

test("whatever JSON can hold comes back", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(decodeJson(encodeJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("equal content has one canonical text, different content another", () => {
  const at = new Date(0);
  expect(canonicalText({ b: [{ y: 1, x: at }], a: "z" })).toBe(canonicalText({ a: "z", b: [{ x: at, y: 1 }] }));
  expect(canonicalText({ a: [1, 2] })).not.toBe(canonicalText({ a: [2, 1] }));
});
