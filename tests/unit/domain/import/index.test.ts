import { describe, expect, test } from "vitest";
import { advice, reading, told, values } from "./reading.ts";

const text = "evil[.]example\n198.51.100.7 – café\n";
const utf16 = (of: string, big: boolean): Uint8Array => {
  const bytes = Buffer.from(of, "utf16le");
  return new Uint8Array(big ? bytes.swap16() : bytes);
};

describe("encodings", () => {
  test.each([
    ["UTF-8", new TextEncoder().encode(text)],
    ["UTF-8 with its mark", new TextEncoder().encode(`\ufeff${text}`)],
    ["UTF-16, little end first", utf16(`\ufeff${text}`, false)],
    ["UTF-16, big end first", utf16(`\ufeff${text}`, true)],
    ["UTF-16 without its mark", utf16(text, false)],
    ["Windows-1252", new Uint8Array(Buffer.from(text.replace("–", "-"), "latin1"))],
    ["lines that end with a carriage return", text.replaceAll("\n", "\r")],
  ])("%s", async (_what, content) => {
    expect(values(await reading("list.txt", content))).toEqual(["1 domain evil.example", "2 ipv4 198.51.100.7"]);
  });
  test("Excel's text in UTF-16 is a table", async () => {
    const found = await reading("export.txt", utf16("\ufeffWert\tQuelle\r\nevil.example\tCERT é\r\n198.51.100.7\tCERT\r\n", false));
    expect(found.rows[0]).toMatchObject({ indicator: { value: "evil.example" }, source: "CERT é" });
  });
});

describe("a file with bytes that are not of its encoding", () => {
  const russian = "пример.рф\nhttps://evil.example/страница\n";
  const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
    new Uint8Array(Buffer.concat(parts.map((one) => (typeof one === "string" ? Buffer.from(one) : Buffer.from(one)))));
  const sentence = (lines: string) => expect.stringMatching(new RegExp(`^${lines} of the file holds? bytes that are no UTF-8: `, "u"));

  test("keeps all else, and names its lines", async () => {
    const found = await reading("a.txt", bytes(russian, "bad ", [0xff], " byte\n", "evil.example\n", [0xc3], "\n"));
    expect(values(found)).toEqual(["1 domain xn--e1afmkfd.xn--p1ai", "2 url https://evil.example/страница", "4 domain evil.example"]);
    expect(told(found)).toEqual([{ line: 3, why: sentence("lines 3, 5") }]);
  });
  test("takes no value beside them", async () => {
    const found = await reading("a.txt", bytes("пример ", [0xff], "vil.example\nbad.example\n"));
    expect(values(found)).toEqual(["2 domain bad.example"]);
    expect(told(found)).toEqual([
      { line: 1, why: sentence("line 1") },
      { line: 1, why: expect.stringMatching(/broken/u) },
    ]);
  });
  test("in JSON is read, but for the value that holds them", async () => {
    const attribute = (value: string | readonly number[]) => ['{"type":"url","value":"https://evil.example/', value, '"}'] as const;
    const made = bytes('{"Event":{"info":"é","uuid":"u","Attribute":[', ...attribute([0xe9]), ",\n", ...attribute("b"), "]}}");
    const found = await reading("m.json", made);
    expect(values(found)).toEqual(["2 url https://evil.example/b"]);
    expect(told(found).map(({ line }) => line)).toEqual([1, 1]);
  });
  test("is one in Windows-1252 where nothing in it is UTF-8", async () => {
    const found = await reading("a.txt", new Uint8Array(Buffer.from("café\nmünchen-owl.example\n", "latin1")));
    expect([values(found), told(found)]).toEqual([["2 domain xn--mnchen-owl-9db.example"], []]);
  });
  test.each([
    ["XML", '<?xml version="1.0" encoding="windows-1251"?><l><d>', "</d></l>"],
    ["HTML", '<html><head><meta charset="windows-1251"></head><p>', "</p></html>"],
    ["HTML of old", "<html><head><meta http-equiv=Content-Type content='text/html; charset=windows-1251'></head><p>", "</p></html>"],
  ])("is in the encoding that it names: %s", async (_what, before, behind) => {
    const found = await reading("a.dat", bytes(before, [0xef, 0xf0, 0xe8, 0xec, 0xe5, 0xf0, 0x2e, 0xf0, 0xf4], behind));
    expect(values(found)).toEqual(["1 domain xn--e1afmkfd.xn--p1ai"]);
  });
  test("is UTF-8 all the same if that is what it is", async () => {
    const found = await reading("a.xml", '<?xml version="1.0" encoding="iso-8859-1"?><l><d>пример.рф</d></l>');
    expect(values(found)).toEqual(["1 domain xn--e1afmkfd.xn--p1ai"]);
  });
});

describe("a file that is none of ours says what to do instead", () => {
  const zip = (inside: string) => new Uint8Array([0x50, 0x4b, 3, 4, ...Buffer.from(`.........${inside}`)]);
  test.each<[string, string | Uint8Array, RegExp]>([
    ["a.txt", "", /^It is empty/u],
    ["a.txt", " \n\t\n", /^It is empty/u],
    ["a.zip", zip("files/a.txt"), /^It is an archive. Unpack it/u],
    ["a.pdf", zip("word/document.xml"), /Word document. Save it as PDF or text/u],
    ["a.csv", zip("xl/workbook.xml"), /Excel workbook. Save the sheet as CSV/u],
    ["a.txt", new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0]), /^It is a program/u],
    ["a.txt", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10]), /^It is a picture/u],
    ["a.txt", "{\\rtf1 evil.example}", /RTF/u],
    ["a.txt", new Uint8Array([1, 2, 3, 0, 0, 7, 6, 5, 4, 3]), /^It is no text/u],
    ["a.json", '{"values":["evil.example"]}', /neither a STIX 2.1 bundle nor a MISP event/u],
    ["a.json", '{"type":"bundle"', /JSON is broken/u],
    ["a.txt", '{"a":1}\n{"a":2}', /JSON is broken/u],
    ["a.json", "[".repeat(100_000), /nests deeper/u],
    ["a.json", `[${"[],".repeat(2_000_000)}1]`, /holds more/u],
  ])("%s %#", async (name, content, wanted) => {
    expect(await advice(name, content)).toMatch(wanted);
  });
});

test("a text in brackets is a text", async () => {
  expect(values(await reading("notes.txt", "[1] evil[.]example\n[2] 198.51.100.7\n"))).toEqual([
    "1 domain evil.example",
    "2 ipv4 198.51.100.7",
  ]);
});

describe("running text", () => {
  test("lists lines that are meant as values and are none, with their numbers", async () => {
    const found = await reading("list.txt", "# TLP:AMBER\n198.51.100.7\n198.51.100.999\nSummary:\nDE89370400440532013001\n");
    expect(values(found)).toEqual(["2 ipv4 198.51.100.7"]);
    expect(found.marking).toEqual({ tlp: "amber" });
    expect(found.notUnderstood.map(({ line }) => line)).toEqual([3, 5]);
  });
  test("keeps the strictest marking", async () => {
    expect((await reading("a.txt", "TLP:GREEN PAP:WHITE\nevil.example TLP:AMBER+STRICT\nPAP:AMBER")).marking).toEqual({
      tlp: "amber+strict",
      pap: "amber",
    });
  });
  test("has a value once, at its first line", async () => {
    expect(values(await reading("a.txt", "evil.example\nhxxp://evil[.]example/a\nevil[.]example\n"))).toContain("1 domain evil.example");
    expect((await reading("a.txt", "evil.example\nevil[.]example\n")).rows).toHaveLength(1);
  });
});
