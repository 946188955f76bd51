import { labelOf } from "#domain/extract/labels.ts";
import type { Label, Pass } from "#domain/extract/pass.ts";
import { put } from "#domain/extract/scan.ts";
import { eth } from "#domain/kinds/eth.ts";
import { pgp } from "#domain/kinds/pgp.ts";

/** An unbroken run of letters and digits that may be an address of a currency; held against each checksum that its form allows. */
export function wallet(scan: Pass, from: number, to: number): boolean {
  const length = to - from;
  if (length < 14 || length > 510) return false;
  const { text } = scan;
  if (length === 42 && text[from] === "0" && (text[from + 1] === "x" || text[from + 1] === "X"))
    return put(scan, isKey(labelOf(scan, from, to)) ? pgp : eth, from, to);
  if (length < 25 && !/^(?:bc|ltc)1/i.test(text.slice(from, from + 4))) return false;
  // keys and names in the paths of programs look like addresses without a checksum
  const isPart = /[/=_-]/.test(text[from - 1] ?? "");
  const ways = scan.tables.addresses.get(text[from] ?? "") ?? [];
  return ways.some(({ kind, how }) => !(isPart && how.first === undefined) && put(scan, kind, from, to));
}

/** The digits of a key are at times written as those of an address are. */
const isKey = (label: Label): boolean => label !== undefined && label !== "other" && label.kind.name === pgp.name;
