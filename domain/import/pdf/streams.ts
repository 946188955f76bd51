import { objectAt, type Stream } from "#domain/import/pdf/dictionary.ts";

/** What the streams of a PDF hold, looked at before anything is expanded. */
export type Soundness = "sound" | "too-large" | "unusual";

/** Most bytes that all streams but pictures may hold when expanded. */
const mostExpanded = 64 * 1024 * 1024;
const mostStreams = 50_000;
const latin = new TextDecoder("latin1");
const none = new Uint8Array(0);
/** Filters of pictures: their streams are never looked into for text. */
const pictures = new Set(["/DCTDecode", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode"]);

/**
 * Looks over the streams of a PDF (ISO 32000-1, 7.3.8 and 7.4): pictures are blanked in `bytes`, everything else is expanded
 * once, piece by piece, and counted. What is packed in ways that make small into huge twice, or is not packed with Flate, or
 * does not show how it is packed, is unusual. Reads and expands a bounded number of bytes. What is encrypted cannot be expanded
 * here: there the limits of the reader's process alone bound it.
 */
export async function soundness(bytes: Uint8Array): Promise<Soundness> {
  const text = latin.decode(bytes);
  const locked = /\/Encrypt\s{0,10}(?:\d{1,10}\s{1,10}\d{1,5}\s{1,10}R|<<)/u.test(text);
  const left = { expanded: mostExpanded, consumed: 4 * bytes.length + 1024 * 1024, looked: 4 * bytes.length + 1024 * 1024 };
  const endAfter = endings(text);
  const blank = blanker(bytes, endAfter);
  let count = 0;
  // wherever an object may begin, also inside another: a table at the end of the file may point anywhere
  for (let at = text.indexOf("obj"); at !== -1; at = text.indexOf("obj", at + 3)) {
    const { stream, read } = objectAt(text, at + 3);
    left.looked -= read;
    if (stream === "hidden" || left.looked < 0) return "unusual";
    if (stream === undefined) continue;
    count += 1;
    if (count > mostStreams) return "too-large";
    const filters = filtersOf(stream);
    if (filters === undefined) return "unusual";
    if (stream.entries.get("/Subtype")?.includes("/Image") || filters.some((one) => pictures.has(one))) blank(stream.from);
    else {
      const how = await packing(locked ? none : bytes, { from: stream.from, to: endAfter(stream.from) }, filters, left);
      if (how !== "sound") return how;
    }
  }
  return "sound";
}

/** What may still be read and expanded, in bytes. */
interface Left {
  expanded: number;
  consumed: number;
}

/** Where the data of a stream that begins at a place seems to end, for places from front to back: each part is searched once. */
function endings(text: string): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found < from) {
      const at = text.indexOf("endstream", from);
      found = at === -1 ? text.length : at;
    }
    return found;
  };
}

/** Looks into one stream. Where its data end, only they themselves say for certain: the word for it may stand in them. */
async function packing(
  bytes: Uint8Array,
  { from, to }: { readonly from: number; readonly to: number },
  filters: readonly string[],
  left: Left,
): Promise<Soundness> {
  const [first, second, ...more] = filters;
  if (first === undefined) return "sound";
  if (more.length > 0 || (second !== undefined && (first !== "/ASCII85Decode" || second !== "/FlateDecode"))) return "unusual";
  if (first === "/ASCIIHexDecode" || (first === "/ASCII85Decode" && second === undefined)) return "sound";
  if (first !== "/FlateDecode" && first !== "/ASCII85Decode") return "unusual";
  const packed = first === "/FlateDecode" ? bytes.subarray(from, to) : ascii85(bytes.subarray(from, from + Math.max(0, left.consumed)));
  if (first === "/ASCII85Decode") left.consumed -= packed.length;
  const used = await expand(packed, left.expanded, left.consumed);
  left.consumed -= used.consumed;
  if (used.isWhole || first !== "/FlateDecode") left.expanded -= used.expanded;
  else {
    const all = await expand(bytes.subarray(from), left.expanded, left.consumed);
    left.expanded -= all.expanded;
    left.consumed -= all.consumed;
  }
  return left.expanded <= 0 || left.consumed <= 0 ? "too-large" : "sound";
}

/** Blanks what is no text, each byte once. */
function blanker(bytes: Uint8Array, endAfter: (from: number) => number): (from: number) => void {
  let blanked = 0;
  return (from) => {
    if (from < blanked) return;
    blanked = endAfter(from);
    bytes.fill(0, from, blanked);
  };
}

/** The filters of a stream, first one first; undefined for what is not written out in its dictionary. */
function filtersOf({ entries }: Stream): readonly string[] | undefined {
  const [one, another] = [entries.get("/Filter"), entries.get("/F")];
  if (one !== undefined && another !== undefined) return undefined;
  const names = (one ?? another ?? []).filter((name) => name !== "null");
  return names.every((name) => name.startsWith("/")) ? names : undefined;
}

/** How much Flate data holds when expanded, until its end, its first fault or one of the limits; whether it came to its end. */
async function expand(
  packed: Uint8Array,
  most: number,
  mostConsumed: number,
): Promise<{ readonly expanded: number; readonly consumed: number; readonly isWhole: boolean }> {
  const step = 16 * 1024;
  const stream = new DecompressionStream("deflate");
  const [writer, reader] = [stream.writable.getWriter(), stream.readable.getReader()];
  let consumed = 0;
  let expanded = 0;
  let isWhole = false;
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
    isWhole = expanded < most;
    await reader.cancel();
  } catch (fault) {
    // a broken stream holds what it held until here; what follows its end is no part of it
    isWhole = fault instanceof Error && "code" in fault && fault.code === "ERR_TRAILING_JUNK_AFTER_STREAM_END";
  }
  await writer.abort().catch(() => undefined);
  await feeding;
  return { expanded, consumed: Math.min(packed.length, consumed + step), isWhole };
}

/** The bytes in ASCII base-85 (ISO 32000-1, 7.4.3). */
function ascii85(typed: Uint8Array): Uint8Array {
  const found = typed.indexOf(0x7e);
  const end = found === -1 ? typed.length : found;
  const bytes = new Uint8Array(4 * end + 4);
  let length = 0;
  let group = 0;
  let count = 0;
  for (let at = 0; at < end; at += 1) {
    const code = typed[at] ?? 0;
    if (code === 0x7a && count === 0) length += 4;
    if (code < 0x21 || code > 0x75) continue;
    group = group * 85 + (code - 0x21);
    count += 1;
    if (count < 5) continue;
    for (const shift of [24, 16, 8, 0]) bytes[length++] = (group >>> shift) & 255;
    group = 0;
    count = 0;
  }
  if (count > 1) {
    for (let more = count; more < 5; more += 1) group = group * 85 + 84;
    for (let index = 0; index < count - 1; index += 1) bytes[length++] = Math.floor(group / 2 ** (24 - 8 * index)) & 255;
  }
  return bytes.subarray(0, length);
}
