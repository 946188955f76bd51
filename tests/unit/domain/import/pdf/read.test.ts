import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { drawn, pdfFile } from "../../../../support/made-files.ts";
import { lockedPdf } from "../../../../support/made-pdfs.ts";
import { advice, reading, values } from "../reading.ts";

const packed = (text: string) => ({ dictionary: "/Filter /FlateDecode", bytes: new Uint8Array(deflateSync(drawn(text).bytes)) });
const filled = (size: number, operators: string): Uint8Array => new Uint8Array(deflateSync(Buffer.alloc(size, operators)));

describe("a PDF", () => {
  test.each([
    ["plain", drawn],
    ["packed", packed],
  ])("that is %s gives the values of each page", async (_how, content) => {
    const found = await reading(
      "report.txt",
      pdfFile(["TLP:AMBER\nhxxps://evil[.]example/a", "nothing", "198[.]51[.]100[.]7 and (evil.example)"], content),
    );
    expect(found.format).toBe("pdf");
    expect(found.marking).toEqual({ tlp: "amber" });
    expect(values(found)).toEqual(["1 url https://evil.example/a", "3 ipv4 198.51.100.7", "3 domain evil.example"]);
  });

  // what a viewer has of its own need not be in the file: PDF, 9.7.5.2 "Predefined CMaps"
  test.each([
    ["Chinese", "GB1", "UniGB-UCS2-H", "恶意 evil.example"],
    ["Japanese", "Japan1", "UniJIS-UCS2-H", "不正 evil.example"],
    ["Korean", "Korea1", "UniKS-UCS2-H", "악성 evil.example"],
  ])("is read in a font for %s that stands in no file", async (_language, ordering, encoding, text) => {
    const character = `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Any /CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 1 >>
      /FontDescriptor << /Type /FontDescriptor /FontName /Any /Flags 4 >> >>`;
    const units = Buffer.from(text, "utf16le").swap16().toString("hex");
    const page = () => ({ dictionary: "", bytes: new Uint8Array(Buffer.from(`BT /F1 12 Tf 50 700 Td <${units}> Tj ET`)) });
    const file = pdfFile([text], page, "", `/Subtype /Type0 /BaseFont /Any /Encoding /${encoding} /DescendantFonts [${character}]`);
    expect(values(await reading("a.pdf", file))).toEqual(["1 domain evil.example"]);
  });

  test("that opens without a password is read, whatever it forbids", async () => {
    const locked = lockedPdf([{ texts: [[50, 700, "evil.example"]] }], "", "only the agency may change it");
    expect(values(await reading("a.pdf", locked))).toEqual(["1 domain evil.example"]);
  });

  test("of many small streams is read: what stands behind the end of one is not counted for it", async () => {
    const pages = Array.from({ length: 400 }, (_, at) => `evil-${at}.example ${"and other words ".repeat(40)}`);
    expect((await reading("a.pdf", pdfFile(pages, packed))).rows).toHaveLength(400);
  });
  test("that holds the word for the end of a stream in one is read to its end", async () => {
    const { bytes } = drawn("evil.example");
    const stored = new Uint8Array(deflateSync(Buffer.concat([Buffer.from("% endstream\n"), bytes]), { level: 0 }));
    const made = pdfFile(["x"], () => ({ dictionary: "/Filter /FlateDecode", bytes: stored }));
    expect(values(await reading("a.pdf", made))).toEqual(["1 domain evil.example"]);
  });

  test("says what is in its way", async () => {
    expect(await advice("a.pdf", lockedPdf([{ texts: [[50, 700, "evil.example"]] }], "secret", "other"))).toMatch(/^It is protected/u);
    expect(await advice("a.pdf", pdfFile([""]))).toMatch(/^It has no text, only pictures/u);
    expect(await advice("a.pdf", "%PDF-1.7\nno more")).toMatch(/^It is a damaged PDF/u);
  });

  test("packed in a way that hides its size is refused", async () => {
    const twice = pdfFile(["x"], () => ({
      dictionary: "/Filter [/FlateDecode /FlateDecode]",
      bytes: new Uint8Array(deflateSync(filled(1000, "q "))),
    }));
    expect(await advice("a.pdf", twice)).toMatch(/^It is packed in a way/u);
  });
});
