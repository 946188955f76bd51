import { describe, expect, test } from "vitest";
import { type Placed, placedPdf } from "../../../../support/made-pdfs.ts";
import { reading, told, values } from "../reading.ts";

const sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const others = [
  "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
  "fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9",
];
const md5s = ["098f6bcd4621d373cade4e832627b4f6", "5d41402abc4b2a76b9719d911017c592", "7d793037a0760186574b0282f2f435e7"];

const read = async (...pages: readonly (readonly Placed[])[]) => {
  const found = await reading("a.pdf", placedPdf(pages.map((texts) => ({ texts }))));
  return { values: values(found), told: told(found).map(({ why }) => why) };
};
const cell = (x: number, y: number, ...lines: readonly string[]): readonly Placed[] =>
  lines.map((text, at): Placed => [x, y - 12 * at, text]);
/** Lines of prose down to the end of a page, and these. */
const down = (...lines: readonly string[]): readonly Placed[] => {
  const prose = Array.from({ length: 50 - lines.length }, (_, at) => `This is line ${at} of a report about the night owl.`);
  return cell(50, 700, ...prose, ...lines);
};
const head = (text = "TLP:AMBER Night Owl"): readonly Placed[] => [[50, 760, text]];
const foot = (text: string): readonly Placed[] => [[290, 40, text]];

describe("a value over the end of a page", () => {
  test.each<[string, readonly (readonly Placed[])[], readonly string[]]>([
    ["with nothing between", [down(`SHA-256: ${sha256.slice(0, 40)}`), cell(50, 700, sha256.slice(40))], [`1 sha256 ${sha256}`]],
    [
      "with the numbers of pages between",
      [
        [...down(sha256.slice(0, 50)), ...foot("Page 1 of 2")],
        [...cell(50, 700, sha256.slice(50), "Then it ends."), ...foot("Page 2 of 2")],
      ],
      [`1 sha256 ${sha256}`],
    ],
    [
      "with numbers of pages between that stand elsewhere on each",
      [
        [...down(sha256.slice(0, 50)), ...foot("Page 1 of 2")],
        [[50, 760, "- 2 -"], ...cell(50, 700, sha256.slice(50), "Then it ends.")],
      ],
      [`1 sha256 ${sha256}`],
    ],
    [
      "with header and footer between, which a title page has not",
      [
        [...down(sha256.slice(0, 50))],
        [...head(), ...cell(50, 700, sha256.slice(50), "Then it goes on."), ...foot("Office of owls - 2 -")],
        [...head(), ...cell(50, 700, "Then it ends."), ...foot("Office of owls - 3 -")],
      ],
      [`1 sha256 ${sha256}`],
    ],
    [
      "over several lines of both",
      [
        [...head(), ...down("Found:", others[0] ?? "", sha256.slice(0, 20), sha256.slice(20, 40)), ...foot("1")],
        [...head(), ...cell(50, 700, sha256.slice(40, 60), sha256.slice(60), others[1] ?? ""), ...foot("2")],
      ],
      [`1 sha256 ${others[0]}`, `1 sha256 ${sha256}`, `2 sha256 ${others[1]}`],
    ],
    [
      "that is a link",
      [
        [...down("hxxps://evil[.]example/gate/"), ...foot("1")],
        [...cell(50, 700, "panel.php?id=7", "Then it ends."), ...foot("2")],
      ],
      ["1 url https://evil.example/gate/panel.php?id=7"],
    ],
    [
      "that is a link over three lines",
      [
        [...down("hxxps://evil[.]example/gate/", "files/"), ...foot("1")],
        [...cell(50, 700, "panel.php?id=7", "Then it ends."), ...foot("2")],
      ],
      ["1 url https://evil.example/gate/files/panel.php?id=7"],
    ],
    [
      "that is disguised",
      [
        [...down("It asks night[.]"), ...foot("1")],
        [...cell(50, 700, "owl[.]example often."), ...foot("2")],
      ],
      ["1 domain night.owl.example"],
    ],
    [
      "in a cell, below the names of columns that come again",
      [
        [
          [50, 712, "Kind"],
          [150, 712, "Value"],
          ...cell(50, 700, ...Array(40).fill("x")),
          ...cell(150, 700, ...Array(40).fill("y")),
          [50, 220, "SHA256"],
          [150, 220, sha256.slice(0, 32)],
        ],
        [
          [50, 740, "Kind"],
          [150, 740, "Value"],
          [150, 728, sha256.slice(32)],
          [50, 716, "MD5"],
          [150, 716, md5s[0] ?? ""],
        ],
      ],
      [`1 sha256 ${sha256}`, `2 md5 ${md5s[0]}`],
    ],
  ])("%s is whole", async (_what, pages, whole) => {
    expect(await read(...pages)).toEqual({ values: whole, told: [] });
  });

  test("that may be one or two is named, and nothing of it taken", async () => {
    const link = await read(
      [...down("https://evil.example/archive/of/many/files/down"), ...foot("1")],
      [...cell(50, 700, "loads/x7", "Then it ends."), ...foot("2")],
    );
    expect(link.values).toEqual([]);
    expect(link.told).toEqual([
      "https://evil.example/archive/of/many/files/down / loads/x7 stands on several lines and may be https://evil.example/archive/of/many/files/downloads/x7: write it yourself, nothing of it was taken",
    ]);
    const digest = await read([...down(sha256.slice(0, 40))], cell(50, 700, sha256.slice(40, 60)));
    expect(digest.values).toEqual([]);
    expect(digest.told).toEqual([
      `${sha256.slice(0, 40)} / ${sha256.slice(40, 60)} stands on several lines: write it yourself, nothing of it was taken`,
    ]);
  });

  test("with something between that may be a footer is named, and nothing of it taken", async () => {
    const found = await read([...down(sha256.slice(0, 40)), ...foot("Printed in the north")], cell(50, 700, sha256.slice(40)));
    expect(found.values).toEqual([]);
    expect(found.told).toEqual([
      `${sha256.slice(0, 40)} / ${sha256.slice(40)} stands on several lines: write it yourself, nothing of it was taken`,
    ]);
  });
});

describe("the end of a page", () => {
  test.each<[string, readonly (readonly Placed[])[], readonly string[]]>([
    [
      "between whole digests",
      [
        [...head(), ...down(md5s[0] ?? "", md5s[1] ?? ""), ...foot("1")],
        [...head(), ...cell(50, 700, md5s[2] ?? ""), ...foot("2")],
      ],
      md5s.map((one, at) => `${at === 2 ? 2 : 1} md5 ${one}`),
    ],
    [
      "behind a link on a page that is not full",
      [cell(50, 700, "https://evil.example/a"), cell(50, 700, "nothing", "more")],
      ["1 url https://evil.example/a"],
    ],
    [
      "behind a link and before another sentence",
      [[...down("https://evil.example/a")], cell(50, 700, "The next chapter is about owl.example")],
      ["1 url https://evil.example/a", "2 domain owl.example"],
    ],
    [
      "between hosts",
      [[...down("evil.example")], cell(50, 700, "owl.example", "bad.example")],
      ["1 domain evil.example", "2 domain owl.example", "2 domain bad.example"],
    ],
  ])("%s joins nothing", async (_what, pages, whole) => {
    expect(await read(...pages)).toEqual({ values: whole, told: [] });
  });
});
