import { alphanumeric, bits, classOf } from "#domain/extract/characters.ts";
import { labelOf } from "#domain/extract/labels.ts";
import type { Pass } from "#domain/extract/pass.ts";
import { put } from "#domain/extract/scan.ts";

/** A run of hexadecimal digits that no letter or digit adjoins. True if it is taken, also as a digest of no kind here. */
export function digest(scan: Pass, from: number, to: number): boolean {
  const usual = scan.tables.digests.get(to - from);
  if (usual === undefined) return false;
  const label = labelOf(scan, from, to);
  if (label === "other") return true;
  if (label?.how.digits.includes(to - from)) return put(scan, label.kind, from, to);
  return isZero(scan.text, from, to) || put(scan, usual.kind, from, to);
}

/** Digits that stand for nothing. */
function isZero(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (text.charCodeAt(at) !== 0x30) return false;
  return true;
}

/** Digests inside something longer, such as the address of a report about a file. */
export function digestsWithin(scan: Pass, from: number, to: number): void {
  if (to - from < 32) return;
  for (let at = from, begin = from, isHex = true; at <= to; at += 1) {
    const kind = at === to ? 0 : classOf(scan.text.charCodeAt(at));
    if ((kind & alphanumeric) !== 0) {
      if ((kind & (bits.digit | bits.hexLetter)) === 0) isHex = false;
      continue;
    }
    const found = isHex && at - begin > 31 ? scan.tables.digests.get(at - begin) : undefined;
    if (found?.how.inside) put(scan, found.kind, begin, at);
    begin = at + 1;
    isHex = true;
  }
}
