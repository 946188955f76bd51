import { expect, test } from "vitest";
import { fold } from "#domain/text/fold.ts";
import { mistypedOption } from "../../../../commands/framework/suggest.ts";

test.each([
  ["tpl:red", "tpl:", "tlp:red"],
  ["TPL:red", "TPL:", "tlp:red"],
  ["shar:silent", "shar:", "share:silent"],
  ["tlp=red", "tlp=", "tlp:red"],
  ["tlp＝red", "tlp=", "tlp:red"],
  ["--tlp", "--tlp", "tlp:"],
  ["—tlp=red", "-tlp=", "tlp:red"],
])("%s was meant as an option", (word, typed, suggestion) => {
  expect(mistypedOption(fold(word).text)).toEqual({ typed, suggestion });
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
  expect(mistypedOption(fold(word).text)).toBeUndefined();
});
