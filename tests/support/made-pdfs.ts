import { createHash } from "node:crypto";
import { pdfOf } from "./made-files.ts";

/** A text at its place: points from the lower left corner; 10 points high in Courier (6 points a letter) unless said otherwise. */
export type Placed = readonly [x: number, y: number, text: string, size?: number];
/** A page to be made: texts at their places, and where links lead. */
export interface MadePage {
  readonly texts: readonly Placed[];
  readonly links?: readonly string[];
  readonly notes?: readonly string[];
  /** Flate data of drawing operators, in place of the texts. */
  readonly drawing?: Uint8Array;
}

const latin = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));
const escaped = (text: string): string => text.replace(/[\\()]/gu, "\\$&");

/** A PDF of these pages, in a letter of even width; `seal` encrypts a stream of the object of that number. */
export function placedPdf(
  pages: readonly MadePage[],
  { trailer = "", seal = (_: number, bytes: Uint8Array) => bytes, more = [] as readonly string[], catalog = "" } = {},
): Uint8Array {
  const objects: Uint8Array[] = [];
  const add = (object: string | Uint8Array): number => objects.push(typeof object === "string" ? latin(object) : object);
  add(`<< /Type /Catalog /Pages 2 0 R ${catalog} >>`);
  add("");
  const font = add("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>");
  for (const one of more) add(one);
  const kids: number[] = [];
  for (const { texts, links = [], notes = [], drawing } of pages) {
    const drawn = texts.map(([x, y, text, size = 10]) => `BT /F1 ${size} Tf ${x} ${y} Td (${escaped(text)}) Tj ET`).join("\n");
    const bytes = seal(objects.length + 1, drawing ?? latin(drawn));
    const filter = drawing === undefined ? "" : "/Filter /FlateDecode";
    const contents = add(
      new Uint8Array(Buffer.concat([latin(`<< /Length ${bytes.length} ${filter} >>\nstream\n`), bytes, latin("\nendstream")])),
    );
    const beside = [
      ...links.map((to) => add(`<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (${escaped(to)}) >> >>`)),
      ...notes.map((note) => add(`<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (${escaped(note)}) >>`)),
    ];
    kids.push(
      add(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${contents} 0 R /Annots [${beside.map((at) => `${at} 0 R`).join(" ")}] /Resources << /Font << /F1 ${font} 0 R >> >> >>`,
      ),
    );
  }
  objects[1] = latin(`<< /Type /Pages /Kids [${kids.map((at) => `${at} 0 R`).join(" ")}] /Count ${kids.length} >>`);
  return pdfOf(objects, trailer);
}

const padding = Buffer.from("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a", "hex");
const padded = (password: string): Buffer => Buffer.concat([Buffer.from(password, "latin1"), padding]).subarray(0, 32);
const md5 = (...parts: readonly Uint8Array[]): Buffer => parts.reduce((hash, one) => hash.update(one), createHash("md5")).digest();

function rc4(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  const state = Array.from({ length: 256 }, (_, at) => at);
  const swap = (one: number, other: number) => {
    [state[one], state[other]] = [state[other] ?? 0, state[one] ?? 0];
  };
  for (let at = 0, to = 0; at < 256; at += 1) {
    to = (to + (state[at] ?? 0) + (key[at % key.length] ?? 0)) & 255;
    swap(at, to);
  }
  let [one, other] = [0, 0];
  return bytes.map((byte) => {
    one = (one + 1) & 255;
    other = (other + (state[one] ?? 0)) & 255;
    swap(one, other);
    return byte ^ (state[((state[one] ?? 0) + (state[other] ?? 0)) & 255] ?? 0);
  });
}

/** A PDF that these passwords open, the second one also for changes (ISO 32000-1, 7.6.3, revision 2: RC4 of 40 bits). */
export function lockedPdf(pages: readonly MadePage[], user: string, owner: string): Uint8Array {
  const id = Buffer.from("0123456789abcdef");
  const permissions = Buffer.from([0xc0, 0xff, 0xff, 0xff]);
  const entryOfOwner = rc4(md5(padded(owner)).subarray(0, 5), padded(user));
  const key = md5(padded(user), entryOfOwner, permissions, id).subarray(0, 5);
  const entryOfUser = rc4(key, padding);
  const seal = (number: number, bytes: Uint8Array): Uint8Array =>
    rc4(md5(key, Buffer.from([number & 255, number >> 8, 0, 0, 0])).subarray(0, 10), bytes);
  const hex = (bytes: Uint8Array): string => `<${Buffer.from(bytes).toString("hex")}>`;
  const dictionary = `<< /Filter /Standard /V 1 /R 2 /O ${hex(entryOfOwner)} /U ${hex(entryOfUser)} /P -64 >>`;
  return placedPdf(pages, { seal, more: [dictionary], trailer: `/Encrypt 4 0 R /ID [${hex(id)} ${hex(id)}]` });
}
