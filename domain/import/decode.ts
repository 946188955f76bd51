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

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
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
 * The text of a file: UTF-8 or UTF-16 with or without a byte order mark (Excel writes both), else Windows-1252, which takes
 * every byte. Undefined for what is no text.
 */
export function decode(bytes: Uint8Array): string | undefined {
  const encoding = encodingOf(bytes);
  const text =
    encoding === undefined ? (utf8(bytes) ?? new TextDecoder("windows-1252").decode(bytes)) : new TextDecoder(encoding).decode(bytes);
  return binary(text) ? undefined : text;
}
