import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refang, unwrap } from "#domain/extract/refang/token.ts";
import { runs } from "../../../../support/runs.ts";

const host = ["evil[.]example", "evil(.)example", "evil{.}example", "evil[dot]example", "evil (DOT) example", "evil dot example"].concat(
  [
    "evil<.>example",
    "evil\\.example",
    "evil\\[.\\]example",
    "evil\\[dot\\]example",
    "evil\\(.\\)example",
    "evil[.example",
    "evil.]example",
    "evil[[.]]example",
    "evil。example",
    "evil．example",
    "evil｡example",
  ],
  [
    "e\u200bv\u00adil.example",
    "\u202eevil.example",
    "ｅｖｉｌ．ｅｘａｍｐｌｅ",
    "evil [.] example",
    '"evil.example"',
    "“evil.example”",
    "«evil.example»",
  ],
  [
    "<evil.example>",
    "(evil.example)",
    "[evil.example]",
    "(evil.example).",
    "evil.example,",
    "evil.example;",
    "evil.example?!",
    "`evil.example`",
    "(evil.example",
  ],
);
const urls = [
  "hxxp://evil.example/",
  "hXXp://evil.example/",
  "h**p://evil.example/",
  "http[:]//evil.example/",
  "http[://]evil.example/",
].concat(
  [
    "hxxp:\\\\evil.example/",
    "http:/evil.example/",
    "http:\\/\\/evil.example/",
    "hxxp[:]//evil[.]example/",
    "htxp://evil.example/",
    "<http://evil.example/>",
  ],
  ["hxxp//evil.example/", "http(://)evil.example/", "http[:][/][/]evil.example/"],
);

describe("refang", () => {
  it.each(host)("reads %j as a name", (typed) => expect(refang(typed)).toBe("evil.example"));
  it.each(urls)("reads %j as a URL", (typed) => expect(refang(typed)).toBe("http://evil.example/"));
  it.each([
    ["hxxps://evil.example/", "https://evil.example/"],
    ["hxxp[s]://evil.example/", "https://evil.example/"],
    ["fxp://evil.example/", "ftp://evil.example/"],
    ["user[@]evil.example", "user@evil.example"],
    ["user(at)evil.example", "user@evil.example"],
    ["user AT evil.example", "user@evil.example"],
    ["user at evil dot example", "user@evil.example"],
    // a sentence: "hosted at evil.example" is no mailbox
    ["user at evil.example", "user at evil.example"],
    ["hosted at evil[.]example", "hosted at evil.example"],
    ["user＠evil.example", "user@evil.example"],
    ["2001:db8[:]:1", "2001:db8::1"],
    ["2001:db8::", "2001:db8::"],
    ["https://evil.example/a_(b)", "https://evil.example/a_(b)"],
    ["(https://evil.example/a_(b))", "https://evil.example/a_(b)"],
  ])("reads %j as %j", (typed, plain) => expect(refang(typed)).toBe(plain));
  it.each(["ycombinator.example", "mdot.example", "dotat.example", "cat@dot.example"])("leaves the words in %j alone", (typed) =>
    expect(refang(typed)).toBe(typed),
  );
  it("gives up on brackets wrapped in brackets without end", () => expect(refang(`a${"[".repeat(50)}.${"]".repeat(50)}b`)).toBeUndefined());

  it("changes nothing when done twice", () => {
    const pieces = [
      "[",
      "]",
      "(",
      ")",
      "{",
      "}",
      "<",
      ">",
      ".",
      ":",
      "/",
      "//",
      "\\",
      "@",
      " ",
      "dot",
      "at",
      "a",
      "B",
      "1",
      "hxxp",
      "hxxps",
      "http",
      "fxp",
    ];
    const hostile = fc
      .array(fc.constantFrom(...pieces, "s", "。", "\u200b", "［", "*", '"', "?", ",", "é"), { maxLength: 40 })
      .map((all) => all.join(""));
    fc.assert(
      fc.property(hostile, (typed) => {
        const once = refang(typed);
        if (once !== undefined) expect(refang(once)).toBe(once);
      }),
      { numRuns: runs(5000) },
    );
  });
});

describe("unwrap", () => {
  it.each([
    ["", ""],
    ["...", ""],
    ["((", ""],
    ["('a')", "a"],
    ["a)", "a"],
    ["f(x)", "f(x)"],
    ["evil[.]example.", "evil[.]example"],
  ])("%j → %j", (typed, plain) => expect(unwrap(typed)).toBe(plain));
});

it.each([
  ["<http://evil.example/a|evil.example>", "http://evil.example/a"],
  ["<https://evil.example/a_(b)|the page>", "https://evil.example/a_(b)"],
  ["<https://evil.example/a>", "https://evil.example/a"],
])("a link with what it shows: %s", (typed, value) => {
  expect(unwrap(typed)).toBe(value);
});
