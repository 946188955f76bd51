import { describe, expect, test } from "vitest";
import { extract } from "#domain/extract/index.ts";
import { parseIndicator } from "#domain/indicators/indicator.ts";

const found = (text: string): readonly string[] => extract(text).map(({ kind, value }) => `${kind} ${value}`);
const typed = (text: string): string | undefined => {
  const read = parseIndicator(text);
  return read.ok ? `${read.value.kind} ${read.value.value}` : undefined;
};

describe.each([
  ["hyphen", "\u2010"],
  ["non-breaking hyphen", "\u2011"],
  ["minus sign", "\u2212"],
  ["small hyphen", "\ufe63"],
  ["figure dash", "\u2012"],
  ["en dash", "\u2013"],
])("a %s", (_, hyphen) => {
  test.each([
    [`night${hyphen}owl.example`, "domain night-owl.example"],
    [`a${hyphen}b${hyphen}c[.]owl[.]example`, "domain a-b-c.owl.example"],
    [`hxxp://secure${hyphen}login.owl[.]example/pay`, "url http://secure-login.owl.example/pay"],
    [`anna${hyphen}lena@owl.example`, "email anna-lena@owl.example"],
    [`anna@night${hyphen}owl.example`, "email anna@night-owl.example"],
  ])("in %s is the hyphen of the name", (text, value) => {
    expect(found(`It was ${text} again`)).toEqual([value]);
    expect(typed(text)).toBe(value);
  });
});

test.each([
  ["a dash between two names", "owl.example–evil.example", ["domain owl.example", "domain evil.example"]],
  ["a dash between two addresses", "198.51.100.1–198.51.100.9", ["ipv4 198.51.100.1", "ipv4 198.51.100.9"]],
  ["a dash of a sentence", "the server – owl.example – was down", ["domain owl.example"]],
  ["an em dash of a sentence", "the server—owl.example—was down", ["domain owl.example"]],
  ["a dash in the path of a URL", "https://owl.example/night–owl/x", ["url https://owl.example/night–owl/x"]],
  ["a dash in the name of a file", "opened invoice–2024.pdf", ["filename invoice–2024.pdf"]],
  ["a dash between two files", "a1.exe–b2.exe", ["filename a1.exe", "filename b2.exe"]],
  ["hyphens in the path of a file", "C:\\night‑owl\\a‑b.exe", ["filepath C:\\night‑owl\\a‑b.exe"]],
] as const)("%s is left as it is", (_, text, expected) => expect(found(text)).toEqual(expected));

describe("blanks that do not break", () => {
  test.each(["\u00a0", "\u202f", "\u2009", "\u2007"])("%j between groups", (blank) => {
    const text = ["NL02 ABNA 0123 4567 89", "4000 0012 3456 7899", "+33 1 99 00 12 34"].join(", ").replaceAll(" ", blank);
    expect(found(text)).toEqual(["iban NL02ABNA0123456789", "card 4000001234567899", "phone +33199001234"]);
    expect(typed(`NL02${blank}ABNA${blank}0123${blank}4567${blank}89`)).toBe("iban NL02ABNA0123456789");
  });
});
