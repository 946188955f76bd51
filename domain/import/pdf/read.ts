import { createRequire } from "node:module";
import type { PDFDocumentProxy as Pdf } from "pdfjs-dist";
import { unmark } from "#domain/codes/markings.ts";
import { type Gathering, gathering } from "#domain/import/gather.ts";
import { soundness } from "#domain/import/pdf/streams.ts";
import type { Reading } from "#domain/import/reading.ts";
import { refuse } from "#domain/import/refuse.ts";
import { takeText } from "#domain/import/text.ts";
import { ok, type Result } from "#domain/primitives/result.ts";

/** Most pages, and UTF-16 units of a page and of all pages; whoever reads bounds the time. */
const most = { pages: 2000, page: 2_000_000, all: 10_000_000 } as const;

/** The character maps of Chinese, Japanese and Korean fonts, which a file need not carry, stand beside PDF.js. */
const cMapUrl = createRequire(import.meta.url)
  .resolve("pdfjs-dist/package.json")
  .replace(/package\.json$/u, "cmaps/");
const settings = {
  cMapUrl,
  verbosity: 0,
  useSystemFonts: true,
  useWorkerFetch: false,
  useWasm: false,
  disableFontFace: true,
  enableXfa: false,
} as const;

const advice = { encrypted: "locked-pdf", "too-large": "pdf-too-large", unusual: "unusual-pdf", broken: "broken-pdf" } as const;

/** Reads the text of a PDF; `line` of a row is its page. Fault: protected, damaged, without text, or beyond bounds. */
export async function readPdf(name: string, bytes: Uint8Array): Promise<Result<Reading>> {
  const copy = bytes.slice();
  const sound = await soundness(copy);
  if (sound !== "sound") return refuse(name, advice[sound]);
  const pdf = await open(copy);
  if (typeof pdf === "string") return refuse(name, advice[pdf]);
  const gather = gathering("pdf");
  try {
    const length = await pages(gather, pdf);
    return length === 0 ? refuse(name, "scan") : ok(gather.reading());
  } finally {
    await pdf.loadingTask.destroy();
  }
}

async function open(data: Uint8Array): Promise<Pdf | "encrypted" | "broken"> {
  // it asks for what it would draw with when it is loaded, and nothing is drawn here
  Object.assign(globalThis, { DOMMatrix: class {}, Path2D: class {} });
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  try {
    return await getDocument({ data, ...settings }).promise;
  } catch (fault) {
    return fault instanceof Error && fault.name === "PasswordException" ? "encrypted" : "broken";
  }
}

/** Takes page after page; gives the length of all their text. */
async function pages(gather: Gathering, pdf: Pdf): Promise<number> {
  let length = 0;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    if (number > most.pages || length > most.all) {
      gather.unclear(number, { code: "pages-from", page: number });
      break;
    }
    const text = await pageText(pdf, number);
    if (text === undefined) gather.unclear(number, { code: "page", page: number });
    else {
      length += text.trim().length;
      unmark(text, gather.marks);
      await takeText(gather, text, {}, number);
    }
  }
  return length;
}

/** The text of a page as its lines; undefined for a damaged page. */
async function pageText(pdf: Pdf, number: number): Promise<string | undefined> {
  try {
    const page = await pdf.getPage(number);
    const reader = page.streamTextContent().getReader();
    const text: string[] = [];
    let length = 0;
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      // the stream's own type does not say that its pieces are what getTextContent gives as a whole
      for (const item of (piece.value as Awaited<ReturnType<typeof page.getTextContent>>).items)
        if ("str" in item) {
          text.push(item.str, item.hasEOL ? "\n" : "");
          length += item.str.length + 1;
        }
      if (length < most.page) continue;
      await reader.cancel(new Error("page too long"));
      break;
    }
    page.cleanup();
    return text.join("");
  } catch {
    return undefined;
  }
}
