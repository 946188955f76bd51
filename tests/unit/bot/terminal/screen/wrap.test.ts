import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cut, padded, widthOf } from "../../../../../bot/terminal/screen/width.ts";
import { wrap } from "../../../../../bot/terminal/screen/wrap.ts";

describe("columns of a terminal", () => {
  test.each([
    ["abc", 3],
    ["évil", 4],
    ["e\u0301vil", 4],
    ["日本", 4],
    ["한국", 4],
    ["ｱ", 1],
    ["🦉", 2],
    ["👨‍👩‍👧", 2],
    ["🇳🇱", 2],
    ["❤️", 2],
    ["·…↳", 3],
  ])("%s takes %d", (text, columns) => {
    expect(widthOf(text)).toBe(columns);
  });
  test("a cut line ends where the columns end and never inside a character", () => {
    expect(cut("blue heron", 10)).toBe("blue heron");
    expect(cut("blue heron", 6)).toBe("blue …");
    expect(cut("日本語", 5)).toBe("日本…");
    expect(cut("日本語", 4)).toBe("日…");
  });
  test("padding counts columns", () => {
    expect(padded("日", 4)).toBe("日  ");
    expect(padded("long", 2)).toBe("long");
  });
});

describe("wrapping", () => {
  test("breaks at blanks", () => {
    expect(wrap("IOC-1 logged · domain", 10)).toEqual(["IOC-1", "logged ·", "domain"]);
  });
  test("keeps blanks at the start of the text and drops those at a break", () => {
    expect(wrap("   three four", 10)).toEqual(["   three", "four"]);
  });
  test("breaks a word only when it is longer than a line", () => {
    expect(wrap("see abcdefghijkl now", 5)).toEqual(["see", "abcde", "fghij", "kl", "now"]);
  });
  test("makes no empty lines of the blanks at a break", () => {
    expect(wrap("🇳🇱 x 🇳🇱é🇳🇱", 2)).toEqual(["🇳🇱", "x", "🇳🇱", "é", "🇳🇱"]);
    expect(wrap("  ab ", 2)).toEqual(["", "ab"]);
  });
  test("an empty line is a line", () => {
    expect(wrap("", 10)).toEqual([""]);
  });
  test("no line is wider than asked, and nothing but blanks is lost", () => {
    const character = fc.constantFrom("a", "é", " ", "日", "🦉", "👨‍👩‍👧", "🇳🇱", "·", "x");
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 120 }), fc.integer({ min: 2, max: 40 }), (text, columns) => {
        const lines = wrap(text, columns);
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
      }),
    );
  });
});
