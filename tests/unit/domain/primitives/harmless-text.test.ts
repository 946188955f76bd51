import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defangText, showText } from "#domain/primitives/harmless-text.ts";

describe("defangText", () => {
  it.each([
    ["mail user@evil.example or 1.2.3.999.", "mail user[@]evil[.]example or 1[.]2[.]3[.]999."],
    ["version 3.14 at 10:30. Then more", "version 3.14 at 10:30. Then more"],
    ['".pdf" is, e.g., ...no', '".pdf" is, e.g., ...no'],
    ["www.evil.example.", "www[.]evil[.]example."],
    ["ws://x, @anna:evil.example", "ws[://]x, [@]anna:evil[.]example"],
    ["evil[.]example, user[@]x", "evil[.]example, user[@]x"],
  ])("%j → %j", (text, shown) => expect(defangText(text)).toBe(shown));
});

describe("showText", () => {
  it.each([
    ["a\u202eb", "a\\u{202e}b"],
    ["a\u200bb\u2066c\ufeff", "a\\u{200b}b\\u{2066}c\\u{feff}"],
    ["a\nb\u0000\u2028", "a\\u{a}b\\u{0}\\u{2028}"],
    ["\u{e0041}\u3164", "\\u{e0041}\\u{3164}"],
    ["\ud800", "\ufffd"],
    ["⚠\ufe0f é «x»", "⚠\ufe0f é «x»"],
    ["1\ufe0f", "1\\u{fe0f}"],
    // one picture of three, and a hand of a colour
    ["👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 👩🏽\u200d🚒", "👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 👩🏽\u200d🚒"],
    // letters of Persian that do not join, a ligature of Hindi
    ["می\u200cخواهم क्\u200dष", "می\u200cخواهم क्\u200dष"],
    ["a\u200db\u200cc 👨\u200d x\u200d👨 می\u200c", "a\\u{200d}b\\u{200c}c 👨\\u{200d} x\\u{200d}👨 می\\u{200c}"],
    ["@Room @roommate @anna", "[@]Room [@]roommate @anna"],
  ])("%j → %j", (text, shown) => expect(showText(text)).toBe(shown));

  it("changes nothing when done twice, and leaves nothing hidden", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const shown = showText(text);
        expect(showText(shown)).toBe(shown);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});
