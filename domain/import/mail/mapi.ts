import { moment } from "#domain/import/dates.ts";
import type { Cfb, CfbEntry } from "#domain/import/mail/cfb.ts";

/** The properties of one storage of a message. */
export interface MapiStorage {
  /** A text in either form, or the text in a binary property (HTML is kept so). */
  text(id: number): string | undefined;
  bytes(id: number): Uint8Array | undefined;
  time(id: number): Date | undefined;
  readonly storages: readonly CfbEntry[];
}

const type = { ansi: "001E", unicode: "001F", binary: "0102" } as const;
const codePages = [0x3fde, 0x3ffd] as const;
/** Milliseconds from 1601, where Windows begins to count, to 1970. */
const epoch = 11_644_473_600_000n;

/** The properties under a storage (MS-OXMSG, section 2): streams by id and type, fixed ones in a table after `before` bytes. */
export function mapiStorage(cfb: Cfb, at: CfbEntry, before: number): MapiStorage {
  const entries = cfb.children(at);
  const streams = new Map(entries.filter(({ storage }) => !storage).map((one) => [one.name.toUpperCase(), one]));
  const table = streams.get("__PROPERTIES_VERSION1.0");
  const fixed = fixedIn(table === undefined ? new Uint8Array() : cfb.bytes(table), before);
  const stream = (id: number, kind: string): Uint8Array | undefined => {
    const found = streams.get(`__SUBSTG1.0_${id.toString(16).padStart(4, "0").toUpperCase()}${kind}`);
    return found && cfb.bytes(found);
  };
  const page = codePages.map((id) => fixed.get(id)).find((one) => one !== undefined && one !== 0n);
  return {
    storages: entries.filter(({ storage }) => storage),
    bytes: (id) => stream(id, type.binary),
    text: (id) => {
      const unicode = stream(id, type.unicode);
      if (unicode) return new TextDecoder("utf-16le").decode(unicode).replaceAll("\0", "");
      const other = stream(id, type.ansi) ?? stream(id, type.binary);
      return other && decoder(page).decode(other).replaceAll("\0", "");
    },
    time: (id) => {
      const ticks = fixed.get(id);
      return ticks === undefined ? undefined : moment(String(ticks / 10_000n - epoch));
    },
  };
}

/** Properties of a fixed size: 16 bytes each, the value in the last eight. */
function fixedIn(bytes: Uint8Array, before: number): ReadonlyMap<number, bigint> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<number, bigint>();
  for (let at = before; at + 16 <= bytes.length && found.size < 5000; at += 16)
    found.set(view.getUint16(at + 2, true), view.getBigUint64(at + 8, true));
  return found;
}

function decoder(page: bigint | undefined): TextDecoder {
  const number = page === undefined ? 1252 : Number(page & 0xffffffffn);
  try {
    return new TextDecoder(number === 65001 ? "utf-8" : number === 932 ? "shift_jis" : number === 936 ? "gbk" : `windows-${number}`);
  } catch {
    return new TextDecoder("windows-1252");
  }
}
