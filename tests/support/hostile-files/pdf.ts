import { constants, deflateRawSync } from "node:zlib";
import { drawn, pdfFile, pdfOf } from "../made-files.ts";
import { lockedPdf, type Placed, placedPdf } from "../made-pdfs.ts";
import { bytesOf, type Hostile, megabyte } from "./hostile.ts";

/** Flate data that expands to so many MiB of drawing operators; the same block again and again. */
function bomb(size: number): Uint8Array {
  const block = deflateRawSync(Buffer.alloc(4 * megabyte, "q Q \n"), { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
  const blocks = Array.from({ length: Math.ceil(size / 4) }, () => new Uint8Array(block));
  return bytesOf("\x78\x9c", ...blocks, "\x03\x00\x00\x00\x00\x01");
}
const large = 1_500;

/** A PDF of one page whose content is this object. */
const page = (content: Uint8Array, more: readonly Uint8Array[] = [], resources = ""): Uint8Array =>
  pdfOf([
    bytesOf("<< /Type /Catalog /Pages 2 0 R >>"),
    bytesOf("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
    bytesOf(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> ${resources} >> >>`),
    content,
    bytesOf("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"),
    ...more,
  ]);
const stream = (dictionary: string, bytes: Uint8Array, between = ""): Uint8Array =>
  bytesOf(`<< ${dictionary} /Length ${bytes.length} >>${between}\nstream\n`, bytes, "\nendstream");
const withBomb = (dictionary: string, between?: string) => () => page(stream(dictionary, bomb(large), between));

function ascii85(bytes: Uint8Array): Uint8Array {
  const words: string[] = [];
  const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
  for (let at = 0; at < padded.length; at += 4) {
    let number = padded.readUInt32BE(at);
    let word = "";
    for (let digit = 0; digit < 5; digit++) {
      word = String.fromCharCode(0x21 + (number % 85)) + word;
      number = Math.floor(number / 85);
    }
    words.push(word === "!!!!!" ? "z" : word);
  }
  return bytesOf(`${words.join("")}~>`);
}

const tooLarge = /^It holds more than 64 MiB/u;
const unusual = /^It is packed in a way that I do not open/u;
const filter = "/Filter /FlateDecode";
const shown = drawn("evil.example").bytes;
const value = ["1 domain evil.example"];
/** A form that draws another one ten times, and so on. */
const fan = Array.from({ length: 9 }, (_, depth) =>
  stream(
    `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X ${7 + depth} 0 R >> /Font << /F1 5 0 R >> >>`,
    bytesOf("/X Do ".repeat(10)),
  ),
);

const manyLines = (count: number, line: (at: number) => string) =>
  placedPdf([{ texts: Array.from({ length: count }, (_, at): Placed => [50, 700 - 0.01 * at, line(at), 0.01]) }]);

export const hostilePdfs: readonly Hostile[] = [
  { what: "a bomb", make: withBomb(filter), gives: tooLarge },
  { what: "a bomb whose key is disguised", make: withBomb("/F#69lter /FlateDecode"), gives: tooLarge },
  { what: "a bomb whose filter is disguised", make: withBomb("/Filter /#46late#44ecode"), gives: tooLarge },
  { what: "a bomb with a long dictionary", make: withBomb(`${filter} /Pad (${"x".repeat(17_000)})`), gives: unusual },
  { what: "a bomb behind a long comment", make: withBomb(filter, ` %${"x".repeat(17_000)}`), gives: unusual },
  { what: "a bomb behind a comment", make: withBomb(filter, " % >> endobj stream"), gives: tooLarge },
  { what: "a bomb with a comment in its filter", make: withBomb("/Filter % none\n /FlateDecode"), gives: tooLarge },
  {
    what: "a bomb behind the end of its line",
    make: () => page(bytesOf(`<< ${filter} /Length 9 >> stream  \t \n`, bomb(large), "\nendstream")),
    gives: tooLarge,
  },
  { what: "a bomb behind a closing sign that is a value", make: withBomb(`/K >> /L [[] >>] ${filter}`), gives: tooLarge },
  { what: "a bomb behind a string that ends it", make: withBomb(`/K (\\)>> 7 0 obj) /L <ab<<cd> ${filter}`), gives: tooLarge },
  { what: "a bomb behind a picture in place of a value", make: withBomb(`/K BI /W 1 ID >> EI ${filter}`), gives: unusual },
  { what: "a bomb with a filter of an old program", make: withBomb("/Filter /Fl"), gives: unusual },
  {
    what: "a bomb with its filter elsewhere",
    make: () => page(stream("/Filter 6 0 R", bomb(large)), [bytesOf("/FlateDecode")]),
    gives: unusual,
  },
  { what: "a bomb with two filters by one key", make: withBomb(`/Filter /ASCIIHexDecode ${filter}`), gives: unusual },
  { what: "a bomb with its filter by both names", make: withBomb(`/F /ASCIIHexDecode ${filter}`), gives: unusual },
  { what: "a bomb in a bomb", make: withBomb("/Filter [/FlateDecode /FlateDecode]"), gives: unusual },
  { what: "a bomb in letters", make: () => page(stream("/Filter [/ASCII85Decode /FlateDecode]", ascii85(bomb(200)))), gives: tooLarge },
  { what: "runs of a byte", make: () => page(stream("/Filter /RunLengthDecode", bytesOf("\x81q".repeat(megabyte)))), gives: unusual },
  { what: "a bomb of objects", make: withBomb(`/Type /ObjStm /N 9 /First 40 ${filter}`), gives: tooLarge },
  { what: "a bomb for a table of objects", make: withBomb(`/Type /XRef /W [1 2 1] /Size 9 ${filter}`), gives: tooLarge },
  {
    what: "a bomb that is a part of its page",
    make: () =>
      pdfOf([
        bytesOf("<< /Type /Catalog /Pages 2 0 R >>"),
        bytesOf("<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
        bytesOf("<< /Type /Page /Parent 2 0 R /Contents << /Filter /FlateDecode /Length 9 >> stream\n", bomb(large), "\nendstream >>"),
      ]),
    gives: unusual,
  },
  { what: "a bomb that is called a picture", make: withBomb(`/Subtype /Image ${filter}`), gives: /^It has no text, only pictures/u },
  {
    what: "a prediction over long lines",
    make: () => page(stream(`${filter} /DecodeParms << /Predictor 15 /Columns 2147483647 >>`, bomb(1))),
  },
  { what: "lengths that are none", make: () => page(bytesOf("<< /Length -1e99 >>\nstream\n", shown, "\nendstream")), gives: value },
  { what: "a length that is itself", make: () => page(bytesOf("<< /Length 4 0 R >>\nstream\n", shown, "\nendstream")) },
  { what: "an end at once", make: () => pdfFile(["evil.example"]).slice(0, -60) },
  {
    what: "pages in a circle",
    make: () => pdfOf([bytesOf("<< /Type /Catalog /Pages 2 0 R >>"), bytesOf("<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>")]),
  },
  {
    what: "a broken page among others",
    make: () =>
      pdfFile(["evil.example", "x", "bad.example"], (text) =>
        text === "x" ? { dictionary: `${filter} /DecodeParms 9`, bytes: bytesOf("\xff\xff") } : drawn(text),
      ),
    gives: ["1 domain evil.example", "3 domain bad.example"],
  },
  { what: "thousands of pages", make: () => pdfFile(Array.from({ length: 3_000 }, (_, at) => `evil-${at}.example`)) },
  { what: "a page of very many words", make: () => page(stream("", bytesOf(`BT /F1 12 Tf ${"(a) Tj ".repeat(1_500_000)}ET`))) },
  {
    what: "very many pieces of digests below each other",
    make: () => manyLines(60_000, (at) => (at % 3 === 0 ? "0123456789abcdef0123456789abcdef" : "abcdef01")),
  },
  { what: "very many ends of names below each other", make: () => manyLines(60_000, (at) => `evil-${at}.evil-`) },
  { what: "very many pieces of one URL", make: () => manyLines(60_000, (at) => (at === 0 ? "https://evil.example/" : "a/b/")) },
  { what: "very many words side by side", make: () => manyLines(1, () => "evil-  ".repeat(200_000)) },
  {
    what: "a bomb behind the word for its end",
    make: () => page(stream(filter, bytesOf("\x78\x9c", "\x00\x09\x00\xf6\xffendstream", bomb(large).slice(2)))),
    gives: tooLarge,
  },
  { what: "a bomb that is encrypted, for everybody to open", make: () => lockedPdf([{ texts: [], drawing: bomb(large) }], "", "x") },
  {
    what: "a drawing that draws itself",
    make: () =>
      page(
        stream("", bytesOf("/X Do ".repeat(100))),
        [stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>", bytesOf("/X Do /X Do"))],
        "/XObject << /X 6 0 R >>",
      ),
  },
  {
    what: "drawings in drawings",
    make: () =>
      page(
        stream("", bytesOf("/X Do ".repeat(10))),
        [...fan, stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 5 0 R >> >>", shown)],
        "/XObject << /X 6 0 R >>",
      ),
  },
  {
    what: "a map of very many characters",
    make: () =>
      page(
        stream("", shown),
        [
          stream("", bytesOf(`begincmap\n100 beginbfrange\n${"<00000000> <00FFFFFF> <0041>\n".repeat(100)}endbfrange\nendcmap`)),
          bytesOf("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"),
        ],
        "/Font << /F1 7 0 R >>",
      ),
  },
  { what: "the word stream, very often", make: () => bytesOf("%PDF-1.7\n", "stream ".repeat(2_900_000)) },
  { what: "objects that begin and do not end", make: () => bytesOf("%PDF-1.7\n", "1 0 obj<<".repeat(2_000_000)), gives: unusual },
  {
    what: "pictures without an end",
    make: () => bytesOf("%PDF-1.7\n", "1 0 obj<</Subtype/Image>>stream\n".repeat(600_000)),
    gives: tooLarge,
  },
  {
    what: "letters without an end",
    make: () => bytesOf("%PDF-1.7\n", `1 0 obj<</Filter[/ASCII85Decode/FlateDecode]>>stream\n${"a".repeat(2_000)}`.repeat(9_000)),
  },
].map((one) => ({ name: "report.pdf", ...one }));
