import { describe, expect, test } from "vitest";
import { placedPdf } from "../../../../support/made-pdfs.ts";
import { reading, told, values } from "../reading.ts";

const words = { texts: [[50, 700, "See the list"]] } as const;
/** A PDF with these files in it, as objects from the fourth on. */
const holding = (files: Readonly<Record<string, string>>, pages: Parameters<typeof placedPdf>[0] = [words]): Uint8Array => {
  const more = Object.entries(files).flatMap(([name, text], at) => [
    `<< /Type /Filespec /F (${name}) /EF << /F ${5 + 2 * at} 0 R >> >>`,
    `<< /Type /EmbeddedFile /Length ${text.length} >>\nstream\n${text}\nendstream`,
  ]);
  const names = Object.keys(files).map((name, at) => `(${name}) ${4 + 2 * at} 0 R`);
  return placedPdf(pages, { more, catalog: `/Names << /EmbeddedFiles << /Names [${names.join(" ")}] >> >>` });
};
const nested = (depth: number): string =>
  depth === 0 ? "deep.example" : Buffer.from(holding({ "in.pdf": nested(depth - 1) })).toString("latin1");

describe("a file in a PDF", () => {
  test("is read by what is in it, with its name as note", async () => {
    const found = await reading(
      "a.pdf",
      holding({ "list.csv": "domain,note\nevil.example,C2\nowl.example,\n", "more.txt": "TLP:RED\nat 198.51.100.7" }),
    );
    expect(values(found)).toEqual(["1 domain evil.example", "1 domain owl.example", "1 ipv4 198.51.100.7"]);
    expect(found.rows.map(({ note }) => note)).toEqual(["C2", "attachment: list.csv", "attachment: more.txt"]);
    expect(found.marking).toEqual({ tlp: "red" });
    expect(told(found)).toEqual([]);
  });

  test("of a PDF without a word is read as well", async () => {
    expect(values(await reading("a.pdf", holding({ "list.txt": "evil.example" }, [{ texts: [] }])))).toEqual(["1 domain evil.example"]);
  });

  test("that hangs on a page is read", async () => {
    const more = [
      "<< /Type /Filespec /F (pinned.txt) /EF << /F 5 0 R >> >>",
      "<< /Type /EmbeddedFile /Length 12 >>\nstream\nevil.example\nendstream",
    ];
    const annotation = "<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 4 0 R >>";
    const made = Buffer.from(placedPdf([words], { more: [...more, annotation] }))
      .toString("latin1")
      .replace("/Annots []", "/Annots [6 0 R]");
    expect(values(await reading("a.pdf", new Uint8Array(Buffer.from(made, "latin1"))))).toEqual(["1 domain evil.example"]);
  });

  test("that is no list or text, or broken, is named", async () => {
    const found = await reading(
      "a.pdf",
      holding({ "a.zip": "PK\u0003\u0004 archive", "b.json": '{"some":"json"}', "c.txt": "evil.example" }),
    );
    expect(values(found)).toEqual(["1 domain evil.example"]);
    expect(told(found)[0]?.why).toMatch(/^files inside this file are not read \(2\): a\.zip, b\.json/u);
  });

  test("is read to a depth of five, and named beyond", async () => {
    expect(values(await reading("a.pdf", new Uint8Array(Buffer.from(nested(5), "latin1"))))).toEqual(["1 domain deep.example"]);
    const deeper = await reading("a.pdf", new Uint8Array(Buffer.from(nested(6), "latin1")));
    expect(deeper.rows).toEqual([]);
    expect(told(deeper)[0]?.why).toMatch(/files inside this file are not read \(1\): in\.pdf/u);
  });
});
