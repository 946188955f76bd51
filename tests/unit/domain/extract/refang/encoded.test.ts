import { describe, expect, test } from "vitest";
import { extract } from "#domain/extract/index.ts";
import { parseIndicator } from "#domain/indicators/indicator.ts";

const found = (text: string): readonly string[] => extract(text).map(({ kind, value }) => `${kind} ${value}`);
const url = "http://night-owl.example/a?b=1";

describe("a URL that is encoded as a whole is that URL", () => {
  test.each([
    ["percent-encoded", encodeURIComponent(url)],
    ["percent-encoded with its dots, and crossed out", encodeURIComponent(url).replaceAll(".", "%2E").replace("http", "hxxp")],
    ["in base64", Buffer.from(url).toString("base64")],
    ["in base64 without its end", Buffer.from(url).toString("base64url")],
  ])("%s", (_, text) => {
    expect(found(`It opened "${text}" twice`)).toEqual([`url ${url}`]);
    expect(parseIndicator(text)).toMatchObject({ ok: true, value: { kind: "url" } });
  });
  test("but not inside another one, whose own it is", () => {
    const outer = `https://owl.example/go?u=${Buffer.from(url).toString("base64")}&v=${encodeURIComponent(url)}`;
    expect(found(outer)).toEqual([`url ${outer}`]);
  });
  test.each([Buffer.from("https://owl\u0000\u0001\u0002").toString("base64"), "http%3A%2F%2F%ZZowl", "aHR0cDovL-_-_-_-_"])(
    "and nothing where it is none: %s",
    (text) => expect(found(`It opened ${text} twice`)).toEqual([]),
  );
});

describe("what programs write for line ends and signs", () => {
  test.each([
    [
      '"owl.example\\nevil.example\\r\\n198.51.100.7\\tnight.example"',
      ["domain owl.example", "domain evil.example", "ipv4 198.51.100.7", "domain night.example"],
    ],
    ["see http://owl.example/a\\nhttp://owl.example/b", ["url http://owl.example/a", "url http://owl.example/b"]],
    ['{"u":"https://owl.example/a?b\\u003d1\\u0026c\\u003d2"}', ["url https://owl.example/a?b=1&c=2"]],
    ['{"m":"anna\\u0040owl.example"}', ["email anna@owl.example"]],
    [
      "Image|endswith: '\\rundll32.exe', '\\net.exe','\\taskkill.exe'",
      ["filename rundll32.exe", "filename net.exe", "filename taskkill.exe"],
    ],
    ["C:\\new\\table.exe and D:\\root.dll", ["filepath C:\\new\\table.exe", "filepath D:\\root.dll"]],
  ] as const)("%s", (text, expected) => expect(found(text)).toEqual(expected));
});

test.each([
  ["h_tp://owl.example/a ht*p://owl.example/b", ["url http://owl.example/a", "url http://owl.example/b"]],
  ["ｈｘｘｐ：／／ｏｗｌ［．］ｅｘａｍｐｌｅ／ａ", ["url http://owl.example/a"]],
  ["http://owl].example/a and [owl].example", ["url http://owl.example/a"]],
  ["+4930901820 0049 30 901820", ["phone +4930901820"]],
] as const)("%s", (text, expected) => expect(found(text)).toEqual(expected));
