import fc from "fast-check";
import { expect, test } from "vitest";
import { parseIndicator } from "#domain/indicators/indicator.ts";
import { block, bounded, lines, own, paged, person, text, typed, typedLine, value } from "../../../../../bot/views/parts/html.ts";

const evil = parseIndicator("http://evil.example/<b>&\"'");

test("text and HTML come from one tree", () => {
  expect(text`a ${typed("<b>")} & ${3}`).toEqual({ text: "a <b> & 3", html: "a &#60;b&#62; &#38; 3" });
  expect(lines([own("a"), typed(""), own("b")])).toEqual({ text: "a\nb", html: "a<br>b" });
});

test("a string cannot be interpolated", () => {
  // @ts-expect-error only pieces and numbers
  text`${"<b>"}`;
});

test("values are defanged and out of reach of link finders", () => {
  const piece = evil.ok ? value(evil.value) : own("");
  expect(piece.text).not.toContain("http://");
  expect(piece.text).not.toContain("evil.example");
  expect(piece.html).toMatch(/^<code>[^<>]*<\/code>$/u);
});

test("what others typed is one harmless line", () => {
  expect(typed("see http://evil.example\nand @room \u202etxt.exe").text).toBe(
    "see http[://]evil[.]example\\u{a}and [@]room \\u{202e}txt[.]exe",
  );
  expect(typed("x".repeat(300)).text).toBe(`${"x".repeat(200)}…`);
  expect(typed("😀".repeat(10), 5).text).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/u);
});

test("a command line keeps persons and options, so that it can be sent again", () => {
  expect(typedLine("case open x lead:@anna:agency.example src:evil.example").text).toBe(
    "case open x lead:@anna:agency.example src:evil[.]example",
  );
  expect(typedLine("ioc add someone@evil.example").text).toBe("ioc add someone[@]evil[.]example");
});

test("an id is shown whole", () => {
  expect(person("@anna:agency.example").text).toBe("@anna:agency.example");
});

test("a caret in fixed width", () => {
  expect(block([own("abc")], 2)).toEqual({ text: "abc\n  ^", html: "<pre><code>abc\n  ^</code></pre>" });
});

test("what does not fit is counted", () => {
  const rows = Array.from({ length: 300 }, (_, index) => typed(`row ${index} ${"x".repeat(90)}`));
  const page = paged(own("head"), rows, 7, (left) => text`… and ${left} more`);
  const shown = page.text.split("\n").length - 2;
  expect(shown).toBeGreaterThan(50);
  expect(page.text).toMatch(new RegExp(`… and ${307 - shown} more$`, "u"));
  expect(bounded(page).text).toBe(page.text);
  expect(paged(own("head"), rows.slice(0, 2), 0, () => own("never")).text).not.toContain("never");
});

test("no message exceeds 20,000 bytes", () => {
  const texts = fc.array(
    fc.constantFrom("&", "é", "😀", "a.b ", "\u202e").map((unit) => unit.repeat(500)),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(texts, (all) => {
      const message = bounded(lines(all.map((text) => typed(text, 2_000))));
      expect(Buffer.byteLength(message.text) + Buffer.byteLength(message.html)).toBeLessThanOrEqual(20_000);
    }),
  );
});
