const zeros = (bytes: Uint8Array, first: number): number => {
  const head = bytes.subarray(0, 512);
  let found = 0;
  for (let at = first; at < head.length; at += 2) if (head[at] === 0) found += 1;
  return found / Math.max(1, head.length / 2);
};

function encodingOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  // Western text in UTF-16 without a mark: every second byte is zero
  if (zeros(bytes, 1) > 0.7 && zeros(bytes, 0) < 0.1) return "utf-16le";
  if (zeros(bytes, 0) > 0.7 && zeros(bytes, 1) < 0.1) return "utf-16be";
  return undefined;
}

/** What stands for bytes that are no character. */
const broken = "\ufffd";
const western = new TextDecoder("windows-1252");

/** UTF-8, except in lines that are none: those are Windows-1252, unless some of their characters can only be UTF-8. */
function utf8(bytes: Uint8Array): string {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  let left = "";
  let from = 0;
  // both go from line to line at the same pace: an end of line is one byte, and part of no other character
  for (let byte = 0, fault = text.indexOf(broken); fault !== -1 && from < text.length; ) {
    const end = lineEnd(text.indexOf("\n", from), text);
    const last = lineEnd(bytes.indexOf(0x0a, byte), bytes);
    left += end <= fault ? text.slice(from, end) : line(text.slice(from, end), bytes.subarray(byte, last));
    if (fault < end) fault = text.indexOf(broken, end);
    from = end;
    byte = last;
  }
  return (left + text.slice(from)).replace(/^\ufeff/u, "");
}
/** Behind the end of a line. */
const lineEnd = (found: number, { length }: { readonly length: number }): number => (found === -1 ? length : found + 1);

function line(read: string, bytes: Uint8Array): string {
  if (/[^\p{ASCII}\ufffd]/u.test(read)) return read;
  try {
    // somebody else's fault may be written in it
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return western.decode(bytes);
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const control = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/gu;
/** Whether what was decoded is no text: more than a few control characters at its beginning. */
const binary = (text: string): boolean => {
  const head = text.slice(0, 4096);
  return (head.match(control)?.length ?? 0) > head.length / 100;
};

/**
 * The text of a file: UTF-8 or UTF-16 with or without a byte order mark (Excel writes both), else line by line Windows-1252, which
 * takes every byte. Undefined for what is no text.
 */
export function decode(bytes: Uint8Array): string | undefined {
  const encoding = encodingOf(bytes);
  const text = encoding === undefined ? utf8(bytes) : new TextDecoder(encoding).decode(bytes);
  return binary(text) ? undefined : text;
}
