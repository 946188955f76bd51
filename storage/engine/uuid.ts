import { random } from "../sealing/random.ts";

let lastMs = 0;
let counter = 0;

/** Ids made from now on are larger than this one (a UUIDv7), which another process may have made when its clock was ahead. */
export function continueAfter(id: string): void {
  const [ms, count] = [Number.parseInt(id.slice(0, 13).replace("-", ""), 16), Number.parseInt(id.slice(15, 18), 16)];
  if (ms > lastMs || (ms === lastMs && count > counter)) [lastMs, counter] = [ms, count];
}

/**
 * A UUIDv7 (RFC 9562, section 5.7): milliseconds, a 12-bit counter within one millisecond (section 6.2, method 1), 62 random
 * bits. Later calls of one process give larger ids, also when the clock steps back.
 */
export function uuidv7(nowMs: number = Date.now()): string {
  counter = nowMs > lastMs ? 0 : counter + 1;
  if (nowMs > lastMs) lastMs = nowMs;
  if (counter > 0xfff) {
    lastMs += 1;
    counter = 0;
  }
  return uuid(lastMs, counter);
}

/** One that says nothing of when or beside which others it was made: the time is a given one, all else is random. */
export const unlinkedUuid = (ms: number): string => uuid(ms, random(2).readUInt16BE() & 0xfff);

function uuid(ms: number, count: number): string {
  const bytes = random(16);
  bytes.writeUIntBE(ms, 0, 6);
  bytes.writeUInt16BE(0x7000 | count, 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5");
}
