import type { NotTaken } from "#domain/import/not-taken.ts";

/** What a file's bytes say, and what of them is in no encoding that fits the rest. */
export interface Decoded {
  readonly text: string;
  readonly remark?: { readonly line: number; readonly why: NotTaken };
}

/** Most lines that are named. */
const mostNamed = 10;

const zeros = (bytes: Uint8Array, first: number): number => {
  const head = bytes.subarray(0, 512);
  let found = 0;
  for (let at = first; at < head.length; at += 2) if (head[at] === 0) found += 1;
  return found / Math.max(1, head.length / 2);
};

function utf16Of(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  // Western text in UTF-16 without a mark: every second byte is zero
  if (zeros(bytes, 1) > 0.7 && zeros(bytes, 0) < 0.1) return "utf-16le";
  if (zeros(bytes, 0) > 0.7 && zeros(bytes, 1) < 0.1) return "utf-16be";
  return undefined;
}

const latin = new TextDecoder("latin1");
/** How XML and HTML say in which encoding they are written. */
const declared =
  /^\s*<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{2,40})["']|<meta\s[^>]{0,400}?charset\s{0,9}=\s{0,9}["']?([\w.:-]{2,40})/iu;

/** The encoding that a file names (WHATWG Encoding Standard), unless it is UTF. */
function namedIn(bytes: Uint8Array): TextDecoder | undefined {
  const [, ofXml, ofHtml] = declared.exec(latin.decode(bytes.subarray(0, 4096))) ?? [];
  const name = ofXml ?? ofHtml;
  if (name === undefined || /^utf-?(?:8|16|32)/iu.test(name)) return undefined;
  try {
    return new TextDecoder(name);
  } catch {
    return undefined;
  }
}

/** What stands for bytes that are no character. */
const broken = "\ufffd";
const western = new TextDecoder("windows-1252");
/** What Windows-1252 makes of bytes that it has no character for, and letters that hardly anybody writes. */
const unlikely = /[\u0080-\u009fÿþ]/u;

const foreign = /[^\p{ASCII}\ufffd]/u;

/**
 * UTF-8, but for lines that are none. Those are Windows-1252, unless some of their characters can only be UTF-8 or hardly are
 * Windows-1252: then their broken characters stay, and nothing is read beside them.
 */
function utf8(bytes: Uint8Array): Decoded {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  let left = "";
  const lines: number[] = [];
  const faults = { count: 0, allWestern: true };
  let [from, line] = [0, 0];
  let sound = false;
  // both go from line to line at the same pace: an end of line is one byte, and part of no other character
  for (let byte = 0, fault = text.indexOf(broken); fault !== -1 && from < text.length; ) {
    const end = lineEnd(text.indexOf("\n", from), text);
    const last = lineEnd(bytes.indexOf(0x0a, byte), bytes);
    line += 1;
    const read = text.slice(from, end);
    const own = bytes.subarray(byte, last);
    if (end > fault && !isWritten(read, own)) {
      const said = western.decode(own);
      const isWestern = !(foreign.test(read) || unlikely.test(said));
      faults.count += 1;
      faults.allWestern &&= isWestern;
      if (lines.length < mostNamed) lines.push(line);
      left += isWestern ? said : read;
    } else {
      sound ||= foreign.test(read);
      left += read;
    }
    if (fault < end) fault = text.indexOf(broken, end);
    from = end;
    byte = last;
  }
  const rest = text.slice(from);
  const whole = (left + rest).replace(/^\ufeff/u, "");
  // a file without anything that can only be UTF-8 is one in Windows-1252
  const isWestern = faults.allWestern && !(sound || foreign.test(rest));
  const [first] = lines;
  if (first === undefined || isWestern) return { text: whole };
  return { text: whole, remark: { line: first, why: { code: "bytes", lines, more: faults.count - lines.length } } };
}
/** Behind the end of a line. */
const lineEnd = (found: number, { length }: { readonly length: number }): number => (found === -1 ? length : found + 1);

/** Whether all that stands for broken characters in a line is written so: it tells of somebody else's fault. */
function isWritten(read: string, bytes: Uint8Array): boolean {
  let count = 0;
  for (let at = read.indexOf(broken); at !== -1; at = read.indexOf(broken, at + 1)) count += 1;
  for (let at = bytes.indexOf(0xef); at !== -1; at = bytes.indexOf(0xef, at + 1))
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) count -= 1;
  return count === 0;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const control = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/gu;
/** Whether what was decoded is no text: more than a few control characters at its beginning. */
const binary = (text: string): boolean => {
  const head = text.slice(0, 4096);
  return (head.match(control)?.length ?? 0) > head.length / 100;
};

/**
 * The text of a file: UTF-8 or UTF-16 with or without a byte order mark (Excel writes both), what XML or HTML names, else line by
 * line Windows-1252, which takes every byte. Undefined for what is no text.
 */
export function decode(bytes: Uint8Array): Decoded | undefined {
  const utf16 = utf16Of(bytes);
  const read = utf16 === undefined ? undefined : { text: new TextDecoder(utf16).decode(bytes) };
  const found = read ?? byName(bytes) ?? utf8(bytes);
  return binary(found.text) ? undefined : found;
}

/** In the encoding that the file names, where it is not UTF-8 all the same: programs change the one and forget the other. */
function byName(bytes: Uint8Array): Decoded | undefined {
  const named = namedIn(bytes);
  if (named === undefined) return undefined;
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { text: named.decode(bytes) };
  }
}
