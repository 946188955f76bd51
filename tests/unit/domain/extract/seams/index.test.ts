import { expect, test } from "vitest";
import { extract } from "#domain/extract/index.ts";
import { seamsIn } from "#domain/extract/seams/index.ts";
import { readValues } from "#domain/paste/read.ts";
import { reading, told, values } from "../../import/reading.ts";

const found = (text: string): readonly string[] => extract(text).map(({ kind, value }) => `${kind} ${value}`);
const pasted = (text: string): readonly string[] =>
  readValues(
    text.split("\n").map((row, index) => ({ line: index + 2, text: row.trim() })),
    undefined,
    500,
  ).values.flatMap(({ read }) => (read.ok ? [`${read.value.kind} ${read.value.value}`] : []));

const certain: readonly (readonly [text: string, ...found: string[]])[] = [
  [
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd1\n5d6c15b0f00a08",
    "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  ],
  [
    "SHA256: 9f86d081884c7d659a2feaa0c55ad015\na3bf4f1b2b0b822cd15d6c15b0f00a08 end",
    "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  ],
  [
    "SHA-256:\n9f86d081884c7d659a2feaa0c55ad015\na3bf4f1b2b0b822cd15d6c15b0f00a08\n",
    "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  ],
  [
    "9f86d081884c7d659a2feaa0c55ad015\na3bf4f1b2b0b822cd15d6c15b0f00a08",
    "md5 9f86d081884c7d659a2feaa0c55ad015",
    "md5 a3bf4f1b2b0b822cd15d6c15b0f00a08",
  ],
  [
    "9f86d081884c7d659a2feaa0\nc55ad015a3bf4f1b2b0b822c\nd15d6c15b0f00a08\nok",
    "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  ],
  [
    "> 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd1\n> 5d6c15b0f00a08",
    "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  ],
  ["https://owl.example/very/long/\npath/gate.php?id=7", "url https://owl.example/very/long/path/gate.php?id=7"],
  ["https://owl.example/very/long/\ngate.php\nlogin.php", "url https://owl.example/very/long/", "filename gate.php", "filename login.php"],
  ["see hxxps://owl[.]example/login?\nid=7&x=1 now", "url https://owl.example/login?id=7&x=1"],
  ["hxxps://owl[.]\nexample/login and pay[.]owl\n[.]example", "url https://owl.example/login", "domain pay.owl.example"],
  ["very-long-subdomain-\nname.owl.example", "domain very-long-subdomain-name.owl.example"],
  ["It called night-\nowl.example in May", "domain night-owl.example"],
  ["198.51.\n100.7", "ipv4 198.51.100.7"],
  ["anna@\nowl.example", "email anna@owl.example"],
  ["See https://owl.example/\nand then stop", "url https://owl.example/"],
  ["https://owl.example/\nhttps://evil.example/a", "url https://owl.example/", "url https://evil.example/a"],
  ["https://owl.example/a?c=\nhttps://evil.example/a", "url https://owl.example/a?c=", "url https://evil.example/a"],
  ["https://owl.example/a/\n198.51.100.7\nevil.example", "url https://owl.example/a/", "ipv4 198.51.100.7", "domain evil.example"],
  ["https://owl.example/a/\n/etc/passwd", "url https://owl.example/a/", "filepath /etc/passwd"],
  ["https://owl.example/one/\r\ntwo/three/\r\nfour.php?x=1\r\n", "url https://owl.example/one/two/three/four.php?x=1"],
  [
    "https://owl.example/download\n9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "url https://owl.example/download",
    "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  ],
  ["domains: owl.example -\nevil.example", "domain owl.example", "domain evil.example"],
  ["They used owl.example.\nevil.example was next", "domain owl.example", "domain evil.example"],
  ["098f6bcd4621d373cade4e832627b4f6\nadded to the list", "md5 098f6bcd4621d373cade4e832627b4f6"],
  ["https://owl.example/a#\n# Heading", "url https://owl.example/a#"],
  ["https://owl.example/a?token=\nnext line of text", "url https://owl.example/a?token="],
  ["| https://owl.example/a/ |\n| https://owl.example/b/ |", "url https://owl.example/a/", "url https://owl.example/b/"],
];
const asked: readonly string[] = [
  "Seen: C2-\nowl.example",
  "https://owl.example/very/long/\ngate.php",
  "It was Jan-\nuary when night-\nowl.example came",
  "https://owl.example/night-\nowl",
  "https://owl.example/a?token=\nabc123def456",
];

test.each(certain)("what a line end breaks is joined where it is certain: %j", async (text, ...expected) => {
  expect(found(text)).toEqual(expected);
  expect(pasted(text)).toEqual(expected);
  expect(values(await reading("a.txt", text)).map((one) => one.replace(/^\d+ /u, ""))).toEqual(expected);
});

test.each(asked)("what may be one value or two is named, and nothing of it is taken: %j", async (text) => {
  const [doubt] = seamsIn(text).doubts;
  expect(found(text)).toEqual([]);
  expect(pasted(text)).toEqual([]);
  const read = readValues(
    [{ line: 1, text: "" }, ...text.split("\n").map((row, index) => ({ line: index + 2, text: row }))],
    undefined,
    500,
  );
  expect(read.values.map(({ read: one }) => (one.ok ? undefined : one.fault))).toContainEqual(
    expect.objectContaining({ code: "unreadable", typed: doubt?.pieces.join(" / "), clearly: true, write: "one-line" }),
  );
  expect(told(await reading("a.txt", text))).toEqual([
    expect.objectContaining({ why: expect.stringContaining("stands on several lines") }),
  ]);
});

test("what stands in a rule belongs to the rule", () => {
  const rule = 'rule Owl {\n  strings:\n    $a = "https://owl.example/a/"\n    $b = "https://owl.example/b?"\n  condition: $a\n}';
  expect(found(rule)).toEqual([`yara ${rule}`]);
});

test("places are those of the text as it was", () => {
  const text = "a https://owl.example/one/\r\n> two.php?x=1 b";
  expect(extract(text)).toMatchObject([{ value: "https://owl.example/one/two.php?x=1", from: 2, to: text.length - 2 }]);
});

test.each(["a/\n", "0123456789abcdef\n", "https://a.b/\n", "a-\nb.c\n", "https://owl.example/?\na"])(
  "twice as many lines take twice the time: %j",
  (unit) => {
    const took = (text: string): number => {
      const began = performance.now();
      extract(text);
      return performance.now() - began;
    };
    const [short, long] = [unit.repeat(5_000), unit.repeat(20_000)];
    took(short);
    expect(Math.min(took(long), took(long))).toBeLessThan(16 * Math.max(1, Math.min(took(short), took(short))));
  },
);
