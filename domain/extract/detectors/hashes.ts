import { alphanumeric, bits, classOf, isAlphanumeric } from "#domain/extract/characters.ts";
import { labelOf } from "#domain/extract/labels.ts";
import { put, type Scan } from "#domain/extract/scan.ts";
import type { Kind } from "#domain/kinds/index.ts";

const byLength: ReadonlyMap<number, Kind> = new Map([
  [32, "md5"],
  [40, "sha1"],
  [64, "sha256"],
  [128, "sha512"],
  [62, "jarm"],
  [70, "tlsh"],
  [76, "tox"],
]);
const labelledLengths: Readonly<Record<string, readonly number[]>> = { imphash: [32], ja3: [32], pgp: [40], authentihash: [32, 40, 64] };
const labels = new Map<string, Kind>([
  ["imphash", "imphash"],
  ["ja3", "ja3"],
  ["pgp", "pgp"],
  ["authentihash", "authentihash"],
]);

/** A run of hexadecimal digits that no letter or digit adjoins. True if it is taken, also as a digest of no kind here. */
export function digest(scan: Scan, from: number, to: number): boolean {
  const usual = byLength.get(to - from);
  if (usual === undefined) return false;
  const label = labelOf(scan, from, to);
  if (label === "other") return true;
  const kind = label === undefined ? undefined : labels.get(label);
  if (kind !== undefined && labelledLengths[kind]?.includes(to - from)) return put(scan, kind, from, to);
  return isZero(scan.text, from, to) || put(scan, usual, from, to);
}

/** Digits that stand for nothing. */
function isZero(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (text.charCodeAt(at) !== 0x30) return false;
  return true;
}

/** Digests inside something longer, such as the address of a report about a file. */
export function digestsWithin(scan: Scan, from: number, to: number): void {
  if (to - from < 32) return;
  for (let at = from, begin = from, isHex = true; at <= to; at += 1) {
    const kind = at === to ? 0 : classOf(scan.text.charCodeAt(at));
    if ((kind & alphanumeric) !== 0) {
      if ((kind & (bits.digit | bits.hexLetter)) === 0) isHex = false;
      continue;
    }
    const found = isHex && at - begin > 31 ? byLength.get(at - begin) : undefined;
    if (found !== undefined && (found === "md5" || found.startsWith("sha"))) put(scan, found, begin, at);
    begin = at + 1;
    isHex = true;
  }
}

const fuzzy = /\d{1,10}:[A-Za-z\d+/]{3,128}:[A-Za-z\d+/]{3,128}/uy;
/** An ssdeep hash that begins with the digits at `from`; returns its end, or -1. */
export function fuzzyHash(scan: Scan, from: number): number {
  fuzzy.lastIndex = from;
  const found = fuzzy.exec(scan.text)?.[0];
  const end = from + (found?.length ?? 0);
  return found !== undefined && !isAlphanumeric(scan.text, end) && put(scan, "ssdeep", from, end) ? end : -1;
}
