import { describe, expect, test } from "vitest";
import { type Placed, placedPdf } from "../../../../support/made-pdfs.ts";
import { reading, told, values } from "../reading.ts";

const sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const sha1 = "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3";
const md5 = "098f6bcd4621d373cade4e832627b4f6";
const other = "5d41402abc4b2a76b9719d911017c592";

const read = async (...pages: readonly (readonly Placed[])[]) => {
  const found = await reading("a.pdf", placedPdf(pages.map((texts) => ({ texts }))));
  return { values: values(found).map((one) => one.slice(2)), told: told(found).map(({ why }) => why) };
};
/** Lines of a cell below each other. */
const cell = (x: number, y: number, ...lines: readonly string[]): readonly Placed[] =>
  lines.map((text, at): Placed => [x, y - 12 * at, text]);

describe("a digest over several lines of a cell", () => {
  test.each<[string, readonly Placed[], readonly string[]]>([
    [
      "after any digit",
      [[50, 700, "SHA256"], ...cell(150, 700, sha256.slice(0, 28), sha256.slice(28, 56), sha256.slice(56))],
      [`sha256 ${sha256}`],
    ],
    [
      "after 32 digits, beside one name",
      [[50, 688, "Hash"], ...cell(150, 700, sha256.slice(0, 32), sha256.slice(32))],
      [`sha256 ${sha256}`],
    ],
    ["after 32 digits, below its name", cell(50, 700, "SHA-256:", sha256.slice(0, 32), sha256.slice(32)), [`sha256 ${sha256}`]],
    ["after 32 digits, with 8 more", cell(50, 700, sha1.slice(0, 32), sha1.slice(32)), [`sha1 ${sha1}`]],
    [
      "several in one column",
      cell(50, 700, sha256.slice(0, 40), sha256.slice(40), sha256.slice(0, 40).toUpperCase(), sha256.slice(40)),
      [`sha256 ${sha256}`],
    ],
    ["that its line begins with its name", cell(50, 700, `MD5: ${md5.slice(0, 20)}`, md5.slice(20)), [`md5 ${md5}`]],
    [
      "of no kind here, whose name stands beside the end",
      [[50, 688, "imphash"], ...cell(150, 700, md5.slice(0, 20), md5.slice(20))],
      [`imphash ${md5}`],
    ],
  ])("%s", async (_what, texts, wanted) => {
    expect(await read(texts)).toEqual({ values: wanted, told: [] });
  });

  test.each<[string, readonly Placed[], readonly string[]]>([
    ["a list", cell(50, 700, md5, other), [`md5 ${md5}`, `md5 ${other}`]],
    [
      "rows with something beside each",
      [...cell(50, 700, md5, other), ...cell(300, 700, "a.exe", "b.exe")],
      [`md5 ${md5}`, "filename a.exe", `md5 ${other}`, "filename b.exe"],
    ],
    [
      "a list that is called MD5, of which one stands beside a remark",
      [...cell(50, 700, "MD5 hashes", md5, other), [300, 688, "first"]],
      [`md5 ${md5}`, `md5 ${other}`],
    ],
  ])("is not made of whole ones: %s", async (_what, texts, wanted) => {
    expect(await read(texts)).toEqual({ values: wanted, told: [] });
  });

  test("that may as well be two is named", async () => {
    const found = await read(cell(50, 700, ...[0, 16, 32, 48].map((from) => sha256.slice(from, from + 16))));
    expect(found.values).toEqual([]);
    expect(found.told).toEqual([expect.stringMatching(/stands on several lines.*nothing of it was taken$/u)]);
  });
  test("of a length that no digest has is named", async () => {
    expect((await read(cell(50, 700, sha256.slice(0, 28), sha256.slice(28, 50)))).told).toHaveLength(1);
  });
});

describe("a name over several lines", () => {
  test.each<[string, readonly Placed[], readonly string[]]>([
    [
      "behind the signs of a URL",
      cell(50, 700, "https://evil.example/a/b/", "gate.php?id=7"),
      ["url https://evil.example/a/b/gate.php?id=7"],
    ],
    ["in its query", cell(50, 700, "https://evil.example/gate?a=1&", "b=2&c=", "33"), ["url https://evil.example/gate?a=1&b=2&c=33"]],
    ["behind its scheme", cell(50, 700, "seen: hxxps://", "evil[.]example/x now"), ["url https://evil.example/x"]],
    ["behind a dot that is disguised", cell(50, 700, "It called pay[.]evil[.]", "example yesterday"), ["domain pay.evil.example"]],
    ["before a dot that is disguised", cell(50, 700, "It called pay[.]evil", "[.]example yesterday"), ["domain pay.evil.example"]],
    ["behind a dot in a cell", cell(50, 700, "very-long-name.", "evil.example"), ["domain very-long-name.evil.example"]],
    ["before a dot in a cell", cell(50, 700, "very-long-name", ".evil.example"), ["domain very-long-name.evil.example"]],
    ["behind its own hyphen", cell(50, 700, "It called night-", "evil.example in May"), ["domain night-evil.example"]],
    ["an address of four numbers", cell(50, 700, "198.51.", "100.7"), ["ipv4 198.51.100.7"]],
    ["a mailbox", cell(50, 700, "somebody@", "evil.example"), ["email somebody@evil.example"]],
    ["a mailbox in a sentence", cell(50, 700, "Write to some.body", "@evil.example or call"), ["email some.body@evil.example"]],
    [
      "over three lines",
      cell(50, 700, "https://evil.example/", "one/two/three/four/", "five.php"),
      ["url https://evil.example/one/two/three/four/five.php"],
    ],
    [
      "behind a bullet",
      [
        [50, 700, "- https://evil.example/one/"],
        [62, 688, "two.php"],
      ],
      ["url https://evil.example/one/two.php"],
    ],
  ])("is joined %s", async (_what, texts, wanted) => {
    expect(await read(texts)).toEqual({ values: wanted, told: [] });
  });

  test.each<[string, readonly Placed[], readonly string[]]>([
    ["a sentence ends", cell(50, 700, "It ended in Berlin.", "evil.example was next"), ["domain evil.example"]],
    [
      "a name ends a sentence",
      cell(50, 700, "They used owl.example.", "evil.example was next"),
      ["domain owl.example", "domain evil.example"],
    ],
    [
      "a list has a URL a line",
      cell(50, 700, "https://evil.example/", "https://owl.example/a"),
      ["url https://evil.example/", "url https://owl.example/a"],
    ],
    ["a URL ends before a word", cell(50, 700, "See https://evil.example/", "and then stop it"), ["url https://evil.example/"]],
    [
      "a URL ends before a name",
      cell(50, 700, "https://evil.example/a", "owl.example"),
      ["url https://evil.example/a", "domain owl.example"],
    ],
    [
      "a list has names",
      cell(50, 700, "evil.example", "owl.example", "198.51.100.7"),
      ["domain evil.example", "domain owl.example", "ipv4 198.51.100.7"],
    ],
    [
      "rows stand apart",
      [
        ...cell(50, 700, "https://evil.example/a/"),
        ...cell(50, 670, "gate.php"),
        ...cell(50, 640, "night-"),
        ...cell(50, 610, "owl.example"),
      ],
      ["url https://evil.example/a/", "filename gate.php", "domain owl.example"],
    ],
    ["a word is parted", cell(50, 700, "The mal-", "ware called evil.example"), ["domain evil.example"]],
  ])("is not joined where %s", async (_what, texts, wanted) => {
    expect(await read(texts)).toEqual({ values: wanted, told: [] });
  });

  test("with a hyphen that may be the document's is named with both readings", async () => {
    const hyphenated = cell(50, 700, "It was seen in Jan-", "uary at night-", "evil.example again");
    expect(await read(hyphenated)).toEqual({
      values: [],
      told: [
        "night- / evil.example stands on several lines and may be night-evil.example or nightevil.example: write it yourself, nothing of it was taken",
      ],
    });
  });
  test("is joined as it stands elsewhere in one piece", async () => {
    const hyphenated = cell(50, 700, "It was seen in Jan-", "uary at night-", "evil.example again");
    expect((await read([[50, 700, "We know nightevil.example well"]], hyphenated)).values).toContain("domain nightevil.example");
    expect((await read([[50, 700, "We know night-evil.example well"]], hyphenated)).told).toEqual([]);
  });
});

test("columns are read one after the other", async () => {
  const left = cell(50, 700, "We have seen that night-", "evil.example was used by", "the same people.");
  const right = cell(300, 700, "Later they moved on", "to 198.51.100.7, which", "is still there.");
  expect(await read([...left, ...right])).toEqual({ values: ["domain night-evil.example", "ipv4 198.51.100.7"], told: [] });
});

test("a word that goes on beyond the page is named, not cut", async () => {
  const texts: readonly Placed[] = [
    [50, 700, "seen evil.example"],
    [400, 650, `and https://evil.example/${"a".repeat(40)}`],
  ];
  expect(await read(texts)).toEqual({
    values: ["domain evil.example"],
    told: [expect.stringMatching(/^https:\/\/evil\.example\/a+ goes on beyond the edge of the page/u)],
  });
});

describe("beside its text", () => {
  test("where links lead is read", async () => {
    const made = placedPdf([{ texts: [[50, 700, "Click here"]], links: ["https://evil.example/login?id=7"] }]);
    expect(values(await reading("a.pdf", made))).toEqual(["1 url https://evil.example/login?id=7"]);
  });
  test("a link that a program cut at the line end is not", async () => {
    const texts = cell(50, 700, "https://evil.example/one/", "two.php?id=7");
    const made = placedPdf([{ texts, links: ["https://evil.example/one/"] }]);
    expect(values(await reading("a.pdf", made))).toEqual(["1 url https://evil.example/one/two.php?id=7"]);
  });
  test("notes are read", async () => {
    const made = placedPdf([{ texts: [[50, 700, "See the note"]], notes: ["TLP:RED it was evil.example"] }]);
    const found = await reading("a.pdf", made);
    expect([values(found), found.marking]).toEqual([["1 domain evil.example"], { tlp: "red" }]);
  });
  test("pages with nothing but pictures are named where others have text", async () => {
    const made = placedPdf([{ texts: [[50, 700, "evil.example"]] }, { texts: [] }]);
    expect(told(await reading("a.pdf", made))).toEqual([{ line: 2, why: "page 2 has no text: pictures are not read" }]);
  });
});
