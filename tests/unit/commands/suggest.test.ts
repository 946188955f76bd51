import { expect, test } from "vitest";
import { distance, mistypedOption, nearest } from "../../../commands/suggest.ts";

test.each([
  ["tlp", "tlp", 0],
  ["tpl", "tlp", 1],
  ["tl", "tlp", 1],
  ["tllp", "tlp", 1],
  ["tlq", "tlp", 1],
  ["", "abc", 3],
  ["ca", "abc", 3],
  ["x".repeat(25), "tlp", Number.POSITIVE_INFINITY],
])("%s and %s", (a, b, edits) => {
  expect(distance(a, b)).toBe(edits);
  expect(distance(b, a)).toBe(edits);
});

test("the nearest word, none beyond the limit", () => {
  expect(nearest("LST", ["add", "list"], 1)).toBe("list");
  expect(nearest("zzz", ["add", "list"], 2)).toBeUndefined();
});

test.each([
  ["tpl:red", "tpl:", "tlp:red"],
  ["TPL:red", "TPL:", "tlp:red"],
  ["shar:silent", "shar:", "share:silent"],
  ["tlp=red", "tlp=", "tlp:red"],
  ["tlp：red", "tlp：", "tlp:red"],
  ["--tlp", "--tlp", "tlp:"],
  ["—tlp=red", "—tlp=", "tlp:red"],
])("%s was meant as an option", (word, typed, suggestion) => {
  expect(mistypedOption(word)).toEqual({ typed, suggestion });
});

test.each([
  "http://evil.example",
  "hxxp://evil.example",
  "2001:db8::1",
  "dead:beef::1",
  "fe:ed::",
  "user@mail.example:25",
  "evil.example:443",
  "mailto:a@b.example",
  "C:\\temp",
  "a=b",
  "--",
  "-foo",
  "weather:fine",
])("%s is a value", (word) => {
  expect(mistypedOption(word)).toBeUndefined();
});
