import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { visible, visibleLines } from "../../../../../bot/terminal/screen/visible.ts";

describe("text of others on a terminal", () => {
  test.each([
    ["a title of the window", "\x1b]0;owned\x07", "\\u{1b}]0;owned\\u{7}"],
    ["a cleared screen", "\x1b[2J", "\\u{1b}[2J"],
    ["the same in one byte", "\x9b2J", "\\u{9b}2J"],
    ["an overwritten line", "good\rbad", "good\\u{d}bad"],
    ["erased letters", "bad\b\b\bgood", "bad\\u{8}\\u{8}\\u{8}good"],
    ["a turned direction", "exe.\u202efdp", "exe.\\u{202e}fdp"],
    ["an isolate", "\u2066x\u2069", "\\u{2066}x\\u{2069}"],
    ["nothing that shows", "a\u200bb\ufeff", "a\\u{200b}b\\u{feff}"],
    ["a joiner outside an emoji", "pay\u200dpal", "pay\\u{200d}pal"],
    ["a line separator", "a\u2028b", "a\\u{2028}b"],
    ["a line end and a tab", "a\nb\tc", "a\\nb\\tc"],
    ["half a character", "a\ud800b", "a\ufffdb"],
  ])("%s is written out", (_what, text, shown) => {
    expect(visible(text)).toBe(shown);
  });
  test("emoji stay whole", () => {
    for (const emoji of ["👨‍👩‍👧", "❤️", "🏳️‍🌈", "👩🏽‍🚀", "🇫🇷"]) expect(visible(`${emoji} x`)).toBe(`${emoji} x`);
  });
  test("line ends end lines", () => {
    expect(visibleLines("one\ntwo\r\n\tthree\x1b[A")).toEqual(["one", "two", "    three\\u{1b}[A"]);
  });
  test("whatever comes, nothing that a terminal obeys is left", () => {
    const unit = fc.oneof(
      fc.string({ unit: "binary", maxLength: 1 }),
      fc.constantFrom("\x1b", "\x9b", "[", "\u202e", "\u200d", "🦉", "\ufe0f"),
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
        expect(visible(text)).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
      }),
    );
  });
});
