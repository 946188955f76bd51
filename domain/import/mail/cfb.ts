/** A storage or stream of a compound file. */
export interface CfbEntry {
  readonly name: string;
  readonly storage: boolean;
  readonly start: number;
  readonly size: number;
  readonly child: number;
  readonly left: number;
  readonly right: number;
}
/** A compound file as it is read: entries by the name under a storage, and the bytes of a stream. */
export interface Cfb {
  readonly root: CfbEntry;
  children(of: CfbEntry): readonly CfbEntry[];
  bytes(of: CfbEntry): Uint8Array;
}

/** What is no sound compound file: a chain that ends nowhere or in a circle, a stream that is longer than the file. */
export class BrokenCfb extends Error {}

/** Sector numbers from here on are none (MS-CFB, section 2.1). */
const noSector = 0xfffffffa;
const mostEntries = 20_000;

/**
 * Opens a compound file (MS-CFB 2.2 to 2.6), the container of Outlook's messages. Throws `BrokenCfb`, also from what it
 * returns. Nothing in the file makes it read more than four times the file's own size.
 */
export function openCfb(file: Uint8Array): Cfb {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const u16 = (at: number): number => (at + 2 <= file.length ? view.getUint16(at, true) : broken());
  const u32 = (at: number): number => (at + 4 <= file.length ? view.getUint32(at, true) : broken());
  const shift = u16(30) === 12 ? 12 : 9;
  const sector = 1 << shift;
  const sectors = Math.ceil(file.length / sector);
  const offset = (number: number): number => (number < sectors ? (number + 1) * sector : broken());
  const perSector = sector / 4;
  let budget = 4 * file.length;

  /** The numbers of a chain's sectors, at most `most`. */
  const chain = (start: number, next: (number: number) => number, most: number): readonly number[] => {
    const found: number[] = [];
    for (let number = start; number < noSector; number = next(number)) {
      if (found.length >= most) broken();
      found.push(number);
    }
    return found;
  };
  const fat = fatSectors(u32, offset, perSector, sectors);
  const next = (number: number): number => u32(offset(fat[Math.floor(number / perSector)] ?? broken()) + 4 * (number % perSector));
  const small = chain(u32(60), next, sectors);
  const nextSmall = (number: number): number => u32(offset(small[Math.floor(number / perSector)] ?? broken()) + 4 * (number % perSector));

  const directory = chain(u32(48), next, sectors);
  const entry = (number: number): CfbEntry => {
    const at = offset(directory[Math.floor((number * 128) / sector)] ?? broken()) + ((number * 128) % sector);
    const length = Math.min(64, u16(at + 64));
    if (at + 128 > file.length) broken();
    return {
      name: new TextDecoder("utf-16le").decode(file.subarray(at, at + Math.max(0, length - 2))),
      storage: file[at + 66] === 1 || file[at + 66] === 5,
      left: u32(at + 68),
      right: u32(at + 72),
      child: u32(at + 76),
      start: u32(at + 116),
      size: u32(at + 120),
    };
  };
  const root = entry(0);
  const stream = chain(root.start, next, sectors);

  const gathered = (size: number, numbers: readonly number[], length: number, at: (number: number) => number): Uint8Array => {
    const bytes = new Uint8Array(size);
    for (const [index, number] of numbers.entries()) {
      const from = at(number);
      bytes.set(file.subarray(from, Math.min(from + length, from + size - index * length)), index * length);
    }
    return bytes;
  };
  return {
    root,
    children: (of) => {
      const found: CfbEntry[] = [];
      const waiting = [of.child];
      const seen = new Set<number>();
      for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
        if (number >= noSector) continue;
        if (seen.has(number) || seen.size > mostEntries) broken();
        seen.add(number);
        const one = entry(number);
        found.push(one);
        waiting.push(one.right, one.left);
      }
      return found;
    },
    bytes: ({ start, size }) => {
      budget -= size + 512;
      if (size > file.length || budget < 0) broken();
      if (size === 0) return new Uint8Array();
      if (size >= u32(56)) return gathered(size, chain(start, next, Math.ceil(size / sector)), sector, offset);
      const inStream = (number: number): number =>
        offset(stream[Math.floor((number * 64) / sector)] ?? broken()) + ((number * 64) % sector);
      return gathered(size, chain(start, nextSmall, Math.ceil(size / 64)), 64, inStream);
    },
  };
}

function broken(): never {
  throw new BrokenCfb();
}

/** The sectors of the allocation table: 109 in the header, the rest in a chain of sectors. */
function fatSectors(
  u32: (at: number) => number,
  offset: (number: number) => number,
  perSector: number,
  sectors: number,
): readonly number[] {
  const found: number[] = [];
  const take = (at: number, count: number): void => {
    for (let index = 0; index < count; index += 1) {
      const number = u32(at + 4 * index);
      if (number < noSector) found.push(number);
    }
  };
  take(76, 109);
  let more = 0;
  for (let number = u32(68); number < noSector; number = u32(offset(number) + 4 * (perSector - 1))) {
    more += 1;
    if (more > sectors / perSector + 1) broken();
    take(offset(number), perSector - 1);
  }
  return found;
}
