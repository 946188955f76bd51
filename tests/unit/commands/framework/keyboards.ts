import fc from "fast-check";
import type { TypedCodes } from "#domain/codes/codes.ts";

/** A protection as people type it, and what it is to protect at least. */
export interface Typed {
  readonly text: string;
  readonly key: string;
  readonly codes: TypedCodes;
}
interface Protection {
  readonly key: string;
  readonly label: string;
  readonly codes: TypedCodes;
}

export const protections: readonly Protection[] = [
  { key: "tlp", label: "red", codes: { tlp: "red" } },
  { key: "tlp", label: "amber+strict", codes: { tlp: "amber+strict" } },
  { key: "tlp", label: "amber strict", codes: { tlp: "amber+strict" } },
  { key: "tlp", label: "amber + strict", codes: { tlp: "amber+strict" } },
  { key: "pap", label: "red", codes: { pap: "red" } },
  { key: "h", label: "H2", codes: { handling: ["H2"] } },
  { key: "h", label: "H1+H2", codes: { handling: ["H1", "H2"] } },
  { key: "h", label: "H1, H2", codes: { handling: ["H1", "H2"] } },
  { key: "h", label: "H1 and H2", codes: { handling: ["H1", "H2"] } },
  { key: "share", label: "silent", codes: { share: "silent" } },
  { key: "cat", label: "victim", codes: { category: "victim" } },
  { key: "cat", label: "minor", codes: { category: "minor" } },
  { key: "only", label: "NL", codes: { only: ["NL"] } },
  { key: "only", label: "NL,FR", codes: { only: ["FR", "NL"] } },
  { key: "only", label: "NL, FR", codes: { only: ["FR", "NL"] } },
  { key: "only", label: "NL and FR", codes: { only: ["FR", "NL"] } },
];

const nothing = fc.constant("");
/** What keyboards put where a blank is meant: a space, a tab, those that do not break, thin, wide, of Ogham and of Braille. */
export const blank = fc.constantFrom(" ", " ", " ", "  ", "\t", "\u00a0", "\u202f", "\u2009", "\u200a", "\u3000", "\u1680", "\u2800");
/** What does not show: of Arabic, Hebrew and Persian keyboards, of web pages and of word processors. */
const unseen = fc.constantFrom(
  "\u200b",
  "\u200c",
  "\u200d",
  "\u200e",
  "\u200f",
  "\u2060",
  "\ufeff",
  "\u00ad",
  "\u061c",
  "\u2066",
  "\u2069",
);
const colon = fc.constantFrom(":", ":", ":", "：", "∶", "꞉", "ː", "﹕", "︓", "˸");
/** Letters of other alphabets that look like these. */
const twins: Readonly<Record<string, string>> = {
  a: "а",
  c: "с",
  e: "е",
  h: "һ",
  i: "і",
  l: "ⅼ",
  o: "о",
  p: "р",
  r: "г",
  s: "ѕ",
  t: "т",
  y: "у",
};

const upper = (text: string): string => text.toUpperCase();
const title = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
const wide = (text: string): string => text.replace(/[!-~]/gu, (one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0));
const looks = (text: string): string => text.replace(/[a-z]/gu, (one) => twins[one] ?? one);
const bold = (text: string): string => text.replace(/[a-z]/gu, (one) => String.fromCodePoint((one.codePointAt(0) ?? 0) - 97 + 0x1d41a));
/** How keyboards spell the same letters. */
export const spelling = fc.constantFrom<((text: string) => string)[]>(
  (text) => text,
  (text) => text,
  upper,
  title,
  wide,
  looks,
  bold,
);

/** The same text with something that does not show somewhere in it. */
const veiled = (text: string): fc.Arbitrary<string> =>
  fc.oneof(
    { arbitrary: fc.constant(text), weight: 3 },
    { arbitrary: fc.tuple(fc.nat([...text].length), unseen).map(([at, one]) => [...text].toSpliced(at, 0, one).join("")), weight: 1 },
  );

const written = (joint: fc.Arbitrary<string>, keyOf: (key: string) => fc.Arbitrary<string> = fc.constant): fc.Arbitrary<Typed> =>
  fc
    .constantFrom(...protections)
    .chain(({ key, label, codes }) =>
      fc
        .tuple(keyOf(key), joint, spelling, spelling)
        .chain(([typed, between, one, other]) =>
          fc.tuple(veiled(one(typed)), veiled(other(label))).map(([first, second]) => ({ text: first + between + second, key, codes })),
        ),
    );

/** A known key and its colon, with any blanks: an option wherever it stands. */
export const option = written(fc.tuple(fc.oneof(nothing, blank), colon, fc.oneof(nothing, nothing, blank)).map((parts) => parts.join("")));

const around = fc.constantFrom<(readonly [string, string])[]>(
  ...([
    ["(", ")"],
    ["[", "]"],
    ["{", "}"],
    ["<", ">"],
    ['"', '"'],
    ["“", "”"],
    ["„", "“"],
    ["”", "”"],
    ["«", "»"],
    ["« ", " »"],
    ["»", "«"],
    ["‘", "’"],
    ["`", "`"],
    ["*", "*"],
    ["**", "**"],
    ["_", "_"],
    ["~~", "~~"],
    ["#", ""],
    ["\\", ""],
    ["--", ""],
    ["—", ""],
    ["", "."],
    ["", "!"],
    ["", "…"],
  ] as const),
);
/** The same inside brackets, quotation marks, emphasis or behind marks that people put before words. */
export const wrapped = fc.tuple(option, around).map(([one, [before, behind]]) => ({ ...one, text: before + one.text + behind }));
/** Key and label joined by something that is no colon. */
export const joined = written(
  fc.constantFrom(..."= == := -> => → ⇒ ; . , / \\ _ # > ~ * - – — ' ’ … · ( [ ::".split(" "), " = ", " - ", " → ", " is "),
);
/** Key and label with nothing but blanks between. */
export const apart = written(blank);

/** A key with one slip: two letters the other way round, one twice, one missing, or another one. */
const slip = (key: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(key.length - 1), fc.constantFrom("swap", "double", "drop", "other"), fc.constantFrom(..."aeiosrnmk1"))
    .map(([at, how, letter]) => {
      const [before, one, behind] = [key.slice(0, at), key.slice(at, at + 1), key.slice(at + 1)];
      if (how === "swap") return before + behind.slice(0, 1) + one + behind.slice(1);
      if (how === "double") return before + one + one + behind;
      return how === "drop" ? before + behind : before + letter + behind;
    })
    .filter((typed) => typed.length > 1);
/** A key that is nearly one, with its colon. */
export const mistyped = written(
  fc.tuple(colon, fc.oneof(nothing, nothing, blank)).map((parts) => parts.join("")),
  slip,
).filter(({ key }) => key !== "h");
