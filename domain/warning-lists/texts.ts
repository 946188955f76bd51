/** Texts packed into bytes, so that a million take little memory, and another thread may make them. */
export interface Texts {
  readonly size: number;
  /** UTF-8, a zero behind each text. */
  readonly bytes: Uint8Array;
  /** Where texts begin, plus one, by their hash (open addressing, at most half full); zero: free. */
  readonly table: Uint32Array;
}

/** FNV-1a from the last byte to the first, so that the ends of one text are hashed in one pass. */
const basis = 0x811c9dc5;
const prime = 0x01000193;
const step = (hash: number, byte: number): number => Math.imul(hash ^ byte, prime) >>> 0;

/** Packs texts; the same one again, empty ones and those with a zero in them are left out. */
export function packTexts(all: readonly string[]): Texts {
  const kept = all.filter((text) => text !== "" && !text.includes("\0"));
  const bytes = new Uint8Array(Buffer.from(kept.map((text) => `${text}\0`).join(""), "utf8"));
  const table = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(4, kept.length * 2))));
  let size = 0;
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(0, from);
    let hash = basis;
    for (let at = end - 1; at >= from; at -= 1) hash = step(hash, bytes[at] ?? 0);
    const place = placeOf({ bytes, table }, { bytes, from, to: end }, hash);
    if (table[place] === 0) {
      table[place] = from + 1;
      size += 1;
    }
    from = end + 1;
  }
  return { size, bytes, table };
}

interface Slice {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}
/** Where a slice is in the table, or the free place where it would be. */
function placeOf({ bytes, table }: Pick<Texts, "bytes" | "table">, slice: Slice, hash: number): number {
  const mask = table.length - 1;
  for (let place = hash & mask; ; place = (place + 1) & mask) {
    const begin = table[place] ?? 0;
    if (begin === 0 || isAt(bytes, begin - 1, slice)) return place;
  }
}
function isAt(bytes: Uint8Array, begin: number, { bytes: sought, from, to }: Slice): boolean {
  for (let at = from; at < to; at += 1) if (bytes[begin + at - from] !== sought[at]) return false;
  return bytes[begin + to - from] === 0;
}

/** A text made ready to be looked up in any number of packed texts. */
export interface Sought {
  readonly bytes: Uint8Array;
  /** The hash of the whole. */
  readonly whole: number;
  /** Where its ends behind a dot begin, the shortest first, and their hashes. */
  readonly ends: readonly { readonly from: number; readonly hash: number }[];
}
const dot = 0x2e;

/** Makes a text ready. */
export function soughtOf(text: string): Sought {
  const bytes = Buffer.from(text, "utf8");
  const ends: { from: number; hash: number }[] = [];
  let hash = basis;
  for (let at = bytes.length - 1; at >= 0; at -= 1) {
    if (bytes[at] === dot) ends.push({ from: at + 1, hash });
    hash = step(hash, bytes[at] ?? 0);
  }
  return { bytes, whole: hash, ends };
}

/** Whether the text is one of them. */
export const holds = (texts: Texts, { bytes, whole }: Sought): boolean =>
  bytes.length > 0 && texts.table[placeOf(texts, { bytes, from: 0, to: bytes.length }, whole)] !== 0;
/** Whether the text, or what stands behind one of its dots, is one of them. */
export const holdsEnd = (texts: Texts, sought: Sought): boolean =>
  holds(texts, sought) ||
  sought.ends.some(
    ({ from, hash }) =>
      from < sought.bytes.length && texts.table[placeOf(texts, { bytes: sought.bytes, from, to: sought.bytes.length }, hash)] !== 0,
  );
