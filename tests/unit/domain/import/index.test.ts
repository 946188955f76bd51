import { describe, expect, test } from "vitest";
import { advice, reading, values } from "./reading.ts";

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
