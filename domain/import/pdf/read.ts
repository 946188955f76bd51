import { createRequire } from "node:module";
import type { PDFPageProxy, PDFDocumentProxy as Pdf } from "pdfjs-dist";
import { refang } from "#domain/extract/refang/token.ts";
import type { Asked } from "#domain/import/formats/define.ts";
import { type Gathering, gathering } from "#domain/import/gather.ts";
import type { NotTaken } from "#domain/import/not-taken.ts";
import { type AttachedFile, takeAttachedFiles } from "#domain/import/pdf/attached.ts";
import { type Item, type Layout, withinPage } from "#domain/import/pdf/layout.ts";
import { laidOut, type PageText, pageText } from "#domain/import/pdf/page.ts";
import type { Evidence } from "#domain/import/pdf/seam.ts";
import { soundness } from "#domain/import/pdf/streams.ts";
import type { Reading } from "#domain/import/reading.ts";
import { refuse } from "#domain/import/refuse.ts";
import { takeText } from "#domain/import/text.ts";
import { oneLine } from "#domain/import/words.ts";
import { ok, type Result } from "#domain/primitives/result.ts";

/** Most pages, and UTF-16 units of a page and of all pages; whoever reads bounds the time. */
const most = { pages: 2000, page: 2_000_000, all: 10_000_000, annotations: 5000, link: 4096, note: 100_000 } as const;

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

/** Reads the text of a PDF, where its links lead and the files in it; `line` of a row is its page. Fault: protected, damaged, without text, or beyond bounds. */
export async function readPdf(name: string, bytes: Uint8Array, { kinds, inside }: Omit<Asked, "wish">): Promise<Result<Reading>> {
  const copy = bytes.slice();
  const sound = await soundness(copy);
  if (sound !== "sound") return refuse(name, advice[sound]);
  const pdf = await open(copy);
  if (typeof pdf === "string") return refuse(name, advice[pdf]);
  const gather = gathering("pdf", kinds);
  try {
    const { length, files } = await pages(gather, pdf);
    await takeAttachedFiles(gather, pdf, files, inside);
    return length === 0 && gather.count() === 0 ? refuse(name, "scan") : ok(gather.reading());
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

/** A page with its text laid out, beside which the ones before and behind it say what is its own. */
interface LaidPage extends Omit<PageContent, "items" | "edge"> {
  readonly number: number;
  readonly layout: Layout;
  /** Letters on it. */
  readonly letters: number;
}

/** Takes page after page; gives the length of all their text, links included, and the files that hang on them. */
async function pages(gather: Gathering, pdf: Pdf): Promise<{ readonly length: number; readonly files: readonly AttachedFile[] }> {
  const evidence: Evidence = { hyphenates: false, whole: new Set() };
  const blank: number[] = [];
  const files: AttachedFile[] = [];
  let length = 0;
  let before: Layout | undefined;
  // a page is read when the two behind it are known
  const ahead: (LaidPage | undefined)[] = [];
  const takeNext = async (): Promise<void> => {
    const [page, next, after] = ahead;
    ahead.shift();
    if (page !== undefined) {
      const around = { before, page: page.layout, next: next?.layout, after: after?.layout };
      length += await takePage(gather, page, pageText(around, evidence, gather.kinds));
    }
    before = page?.layout;
  };
  let laid = 0;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    if (number > most.pages || laid > most.all) {
      gather.unclear(number, { code: "pages-from", page: number });
      break;
    }
    const page = await laidPage(gather, pdf, number, evidence);
    if (page?.letters === 0) blank.push(number);
    laid += 2 * (page?.letters ?? 0) + (page?.links ?? []).join().length;
    files.push(...(page?.files ?? []));
    ahead.push(page);
    if (ahead.length > 2) await takeNext();
  }
  while (ahead.length > 0) await takeNext();
  const [page] = blank;
  if (page !== undefined && length > 0) gather.unclear(page, { code: "pages-without-text", page, count: blank.length });
  return { length, files };
}

/** Undefined for a damaged page. */
async function laidPage(gather: Gathering, pdf: Pdf, number: number, evidence: Evidence): Promise<LaidPage | undefined> {
  const found = await contentOf(pdf, number);
  if (found === undefined) {
    gather.unclear(number, { code: "page", page: number });
    return undefined;
  }
  const { items: written, edge, ...beside } = found;
  const { items, cut } = withinPage(written, edge);
  for (const word of cut) gather.unclear(number, { code: "page-edge", typed: oneLine(word, 120) ?? "" });
  for (const link of beside.links) evidence.whole.add(link);
  const letters = items.reduce((sum, { str }) => sum + str.trim().length, 0);
  return { number, layout: laidOut(items, evidence), letters, ...beside };
}

/** Takes what a page holds; gives the length of its text, links included. */
async function takePage(gather: Gathering, { number, links, notes, letters }: LaidPage, page: PageText): Promise<number> {
  const { text, doubts, broken } = page;
  for (const { pieces, readings } of doubts) gather.unclear(number, brokenOverLines(pieces, readings));
  // a program that makes links of what looks like one sees no further than the end of the line
  const whole = links.filter((link) => !broken.some((one) => isPart(link, one)));
  const all = [text, ...notes, ...whole].join("\n\n");
  gather.mark(all);
  await takeText(gather, all, {}, number);
  return letters + all.trim().length;
}

const isPart = (link: string, whole: string): boolean => whole.length > link.length && refang(whole)?.startsWith(link) === true;

/** Pieces as they stand in a file, short enough to be shown. */
function brokenOverLines(pieces: readonly string[], readings: readonly string[]): NotTaken {
  const shown = (text: string): string => oneLine(text, 120) ?? "";
  return { code: "broken-over-lines", pieces: pieces.slice(0, 4).map(shown), readings: readings.map(shown) };
}

/** What is written on a page: its text, where its links lead, and what is noted on it. */
interface PageContent {
  readonly items: readonly Item[];
  readonly links: readonly string[];
  readonly notes: readonly string[];
  readonly files: readonly AttachedFile[];
  /** The right end of the page in points. */
  readonly edge: number;
}

/** Undefined for a damaged page. */
async function contentOf(pdf: Pdf, number: number): Promise<PageContent | undefined> {
  try {
    const page = await pdf.getPage(number);
    const reader = page.streamTextContent().getReader();
    const items: Item[] = [];
    let length = 0;
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      // the stream's own type does not say that its pieces are what getTextContent gives as a whole
      for (const item of (piece.value as Awaited<ReturnType<typeof page.getTextContent>>).items)
        if ("str" in item) {
          items.push(item);
          length += item.str.length + 1;
        }
      if (length < most.page) continue;
      await reader.cancel(new Error("page too long"));
      break;
    }
    const beside = await annotationsOf(page);
    page.cleanup();
    return { items, edge: page.view[2] ?? Number.POSITIVE_INFINITY, ...beside };
  } catch {
    return undefined;
  }
}

/** Where links lead, and the words of notes and filled fields. A damaged one is left out by PDF.js. */
async function annotationsOf(page: PDFPageProxy): Promise<Pick<PageContent, "links" | "notes" | "files">> {
  const links = new Set<string>();
  const notes: string[] = [];
  const files: AttachedFile[] = [];
  for (const one of (await page.getAnnotations()).slice(0, most.annotations)) {
    // PDF.js types annotations as anything
    const { url, unsafeUrl, contentsObj, fieldValue, fileId, file } = one as Readonly<Record<string, unknown>>;
    const link = [url, unsafeUrl].find((to) => typeof to === "string" && to.length <= most.link);
    if (typeof link === "string") links.add(link);
    const words = typeof contentsObj === "object" && contentsObj !== null && "str" in contentsObj ? contentsObj.str : undefined;
    for (const text of [words, fieldValue]) if (typeof text === "string" && text.trim() !== "") notes.push(text.slice(0, most.note));
    const name = typeof file === "object" && file !== null && "filename" in file ? file.filename : undefined;
    if (typeof fileId === "string") files.push({ id: fileId, name: typeof name === "string" ? name : "" });
  }
  return { links: [...links], notes, files };
}
