/** What the streams of a PDF hold, looked at before anything is expanded. */
export type Soundness = "sound" | "encrypted" | "too-large" | "unusual";

/** Most bytes that all streams but pictures may hold when expanded. */
const mostExpanded = 64 * 1024 * 1024;
const mostStreams = 50_000;
const longestDictionary = 16 * 1024;
const latin = new TextDecoder("latin1");
/** Filters of pictures: their streams are never looked into for text. */
const pictures = new Set(["DCTDecode", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode"]);

interface Stream {
  /** Where its bytes begin. */
  readonly from: number;
  readonly dictionary: string;
}

/**
 * Looks over the streams of a PDF (ISO 32000-1, 7.3.8 and 7.4): pictures are blanked in `bytes`, everything else is expanded
 * once, piece by piece, and counted. What is packed in ways that make small into huge twice, or is not packed with Flate, is
 * unusual. Reads and expands a bounded number of bytes.
 */
export async function soundness(bytes: Uint8Array): Promise<Soundness> {
  const text = latin.decode(bytes);
  if (/\/Encrypt\s{0,10}(?:\d{1,10}\s{1,10}\d{1,5}\s{1,10}R|<<)/u.test(text)) return "encrypted";
  let left = mostExpanded;
  let consumed = 4 * bytes.length + 1024 * 1024;
  let count = 0;
  for (const { from, dictionary } of streams(text)) {
    count += 1;
    if (count > mostStreams) return "too-large";
    const filters = filtersOf(dictionary);
    if (filters === undefined) return "unusual";
    if (/\/Subtype\s{0,10}\/Image\b/u.test(dictionary) || filters.some((one) => pictures.has(one))) {
      const end = text.indexOf("endstream", from);
      bytes.fill(0, from, end === -1 ? bytes.length : end);
      continue;
    }
    const [first, second, ...more] = filters;
    if (first === undefined) continue;
    if (more.length > 0 || (second !== undefined && (first !== "ASCII85Decode" || second !== "FlateDecode"))) return "unusual";
    if (first === "ASCIIHexDecode" || (first === "ASCII85Decode" && second === undefined)) continue;
    if (first !== "FlateDecode" && first !== "ASCII85Decode") return "unusual";
    const packed = first === "FlateDecode" ? bytes.subarray(from) : ascii85(text, from);
    const used = await expand(packed, Math.min(left, mostExpanded), consumed);
    left -= used.expanded;
    consumed -= used.consumed;
    if (left <= 0 || consumed <= 0) return "too-large";
  }
  return "sound";
}

function* streams(text: string): Generator<Stream> {
  for (let at = text.indexOf("stream"); at !== -1; at = text.indexOf("stream", at + 6)) {
    if (text.startsWith("end", at - 3)) continue;
    const after = text.startsWith("\r\n", at + 6) ? 8 : text[at + 6] === "\n" || text[at + 6] === "\r" ? 7 : 6;
    const head = text.slice(Math.max(0, at - longestDictionary), at);
    const begin = head.lastIndexOf(" obj");
    const dictionary = head.slice(begin === -1 ? Math.max(0, head.lastIndexOf("obj")) : begin);
    // the word in running text is no stream
    if (after > 6 && dictionary.includes(">>")) yield { from: at + after, dictionary };
  }
}

/** The filters of a stream, first one first; undefined for what is not written out in its dictionary. */
function filtersOf(dictionary: string): readonly string[] | undefined {
  const found = [...dictionary.matchAll(/\/(?:Filter|F)(?![\w.#-])\s{0,20}(?:\[([^\]]{0,400})\]|(\/[\w#]{1,40})|(\d{1,10}\s))/gu)];
  if (found.length > 1 || found[0]?.[3] !== undefined) return undefined;
  const names = (found[0]?.[1] ?? found[0]?.[2] ?? "").split(/[\s/]+/u).filter((name) => name !== "");
  return names.some((name) => /[#\d]\d*$/u.test(name) && !/^(?:ASCII85|JBIG2)Decode$/u.test(name)) ? undefined : names;
}

/** How much Flate data holds when expanded, until its end, its first fault or one of the limits. */
async function expand(
  packed: Uint8Array,
  most: number,
  mostConsumed: number,
): Promise<{ readonly expanded: number; readonly consumed: number }> {
  const step = 16 * 1024;
  const stream = new DecompressionStream("deflate");
  const [writer, reader] = [stream.writable.getWriter(), stream.readable.getReader()];
  let consumed = 0;
  let expanded = 0;
  const feed = async (): Promise<void> => {
    try {
      for (; consumed < packed.length && consumed < mostConsumed; consumed += step)
        await writer.write(packed.slice(consumed, consumed + step));
      await writer.close();
    } catch {
      // what follows the data's end, or is no Flate data at all, is the reader's fault to see
    }
  };
  const feeding = feed();
  try {
    for (let piece = await reader.read(); !piece.done && expanded < most; piece = await reader.read()) expanded += piece.value.length;
    await reader.cancel();
  } catch {
    // a broken stream holds what it held until here
  }
  await writer.abort().catch(() => undefined);
  await feeding;
  return { expanded, consumed: Math.min(packed.length, consumed + step) };
}

/** The bytes in ASCII base-85 (ISO 32000-1, 7.4.3). */
function ascii85(text: string, from: number): Uint8Array {
  const end = text.indexOf("~>", from);
  const bytes: number[] = [];
  let group = 0;
  let count = 0;
  for (let at = from; at < (end === -1 ? text.length : end); at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x7a && count === 0) bytes.push(0, 0, 0, 0);
    if (code < 0x21 || code > 0x75) continue;
    group = group * 85 + (code - 0x21);
    count += 1;
    if (count < 5) continue;
    bytes.push((group >>> 24) & 255, (group >>> 16) & 255, (group >>> 8) & 255, group & 255);
    group = 0;
    count = 0;
  }
  if (count > 1) {
    for (let more = count; more < 5; more += 1) group = group * 85 + 84;
    for (let index = 0; index < count - 1; index += 1) bytes.push(Math.floor(group / 2 ** (24 - 8 * index)) & 255);
  }
  return new Uint8Array(bytes);
}
