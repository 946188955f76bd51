import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extract } from "#domain/extract/index.ts";
import { extractFrom } from "#domain/extract/stream.ts";
import { defang } from "#domain/indicators/defang.ts";
import { type Kind, kinds, storedIndicator } from "#domain/indicators/indicator.ts";
import { kindOf } from "#domain/kinds/index.ts";
import { runs } from "../../../support/runs.ts";
import { canonical, leads } from "./values.ts";

/** What the bot shows on one line although it has several is not read back from a text. */
const found = kinds.filter((kind) => kindOf(kind).reading !== "as-typed");

describe.each(found)("%s", (kind: Kind) => {
  it("is found in a sentence as the bot shows it", () =>
    fc.assert(
      fc.property(canonical(kind), fc.boolean(), (value, last) => {
        const text = `We saw ${leads[kind] ?? ""}${defang(storedIndicator(kind, value))}${last ? "" : "\nand more."}`;
        expect(extract(text).map((one) => `${one.kind} ${one.value}`)).toContain(`${kind} ${value}`);
      }),
      { numRuns: runs(100) },
    ));

  it("is left alone by its own canonical form", () =>
    fc.assert(
      fc.property(canonical(kind), (value) => {
        expect(kindOf(kind).canonicalise(value)).toBe(value);
      }),
      { numRuns: runs(50) },
    ));
});

/** Ways to write a dot, as somebody means it. */
const dots = [
  "[.]",
  "(.)",
  "{.}",
  "[dot]",
  "(dot)",
  " [.] ",
  "[.",
  ".]",
  "\\.",
  "．",
  "。",
  "｡",
  "\u200b.",
  ".\u2060",
  "[[.]]",
  " dot ",
  " DOT ",
];
const schemes = [
  "hxxp://",
  "hXXp://",
  "http[:]//",
  "http[://]",
  "h**p://",
  "hxtp://",
  "http:\\\\",
  "ｈｔｔｐ：／／",
  "ht\u200btp://",
  "hxxp[:]//",
  "http:__",
];
const ats = ["[@]", "(at)", " [at] ", "[AT]", "＠", "{@}", "(@)", " AT "];

describe("a disguise is taken off", () => {
  it("of the dots of a name, whatever they are", () =>
    fc.assert(
      fc.property(canonical("domain"), fc.infiniteStream(fc.constantFrom(...dots)), (value, some) => {
        const text = value.replaceAll(".", () => some.next().value ?? ".");
        const [one, ...more] = extract(`at: ${text}`);
        expect(more).toEqual([]);
        expect(one).toMatchObject({ kind: "domain", value, from: 4, to: 4 + text.length, defanged: true });
      }),
      { numRuns: runs(1000) },
    ));

  it("of an address, unless the dots are words", () =>
    fc.assert(
      fc.property(canonical("ipv4"), fc.constantFrom(...dots.filter((dot) => !/ d/iu.test(dot))), (value, dot) => {
        const text = value.replaceAll(".", dot);
        expect(extract(text)).toMatchObject([{ kind: "ipv4", value, from: 0, to: text.length, defanged: true }]);
      }),
    ));

  it("of the scheme of a URL", () =>
    fc.assert(
      fc.property(canonical("url"), fc.constantFrom(...schemes), (value, scheme) => {
        const plain = value.replace(/^\w+:/u, "http:");
        const text = plain.replace("http://", scheme);
        expect(extract(`(${text}).`)).toMatchObject([
          { kind: "url", value: plain, from: 1, to: plain.endsWith("/") && !text.endsWith("/") ? text.length : 1 + text.length },
        ]);
      }),
    ));

  it("of the sign in an e-mail address", () =>
    fc.assert(
      fc.property(canonical("email"), fc.constantFrom(...ats), (value, at) => {
        const text = value.replace("@", at);
        expect(extract(text)).toMatchObject([{ kind: "email", value, from: 0, to: text.length, defanged: true }]);
      }),
    ));
});

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "[",
        "]",
        "(",
        ".",
        ":",
        "/",
        "\\",
        "@",
        "+",
        "%",
        "\n",
        " ",
        "http://",
        "hxxp[:]//",
        "dot",
        "at",
        "rule a {",
        "}",
        "Mutex: ",
        "\u200b",
        "。",
        "Ａ",
      ),
      fc.constantFrom(
        "evil.com",
        "1.2.3.4",
        "2001:db8::1",
        "a@b.com",
        "C:\\x\\y.exe",
        "HKLM\\a",
        "CVE-2020-1234",
        "+49 30 901820",
        "=\n",
        "JA3:\n",
        "域",
        "é",
      ),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

describe("whatever the text", () => {
  it("positions lie inside it, in order, and what stands there is not empty", () =>
    fc.assert(
      fc.property(hostile, (text) => {
        let last = 0;
        for (const { from, to, kind, value } of extract(text)) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(text.length);
          expect(kindOf(kind).canonicalise(value)).toBe(value);
          last = from;
        }
      }),
      { numRuns: runs(5000) },
    ));

  it("what was plain stands there as it is", () => {
    const text = "see evil.example, 198.51.100.7 and user@evil.example";
    expect(extract(text).map(({ from, to, defanged }) => [text.slice(from, to), defanged])).toEqual([
      ["evil.example", false],
      ["198.51.100.7", false],
      ["user@evil.example", false],
    ]);
  });

  it("the same is found when it comes in pieces", async () => {
    const line = "evil.example 198[.]51[.]100[.]7 hxxp://evil.example/a\n\n";
    const text = line.repeat(12_000);
    const pieces = Array.from({ length: Math.ceil(text.length / 5000) }, (_, index) => text.slice(index * 5000, (index + 1) * 5000));
    const all = [];
    for await (const one of extractFrom(pieces)) all.push(one);
    expect(all).toEqual(extract(text));
    expect(all).toHaveLength(36_000);
  });

  it("a line longer than a portion is cut at a blank", async () => {
    const text = "evil.example ".repeat(40_000);
    let count = 0;
    for await (const one of extractFrom([text])) {
      expect(text.slice(one.from, one.to)).toBe("evil.example");
      count += 1;
    }
    expect(count).toBe(40_000);
  });
});
