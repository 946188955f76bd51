import { labelOf } from "#domain/extract/labels.ts";
import { put, type Scan } from "#domain/extract/scan.ts";
import type { Kind } from "#domain/kinds/index.ts";

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/** With what addresses of each currency begin; Solana's with anything. */
const begins: readonly (readonly [Kind, string])[] = [
  ["btc", "13bB"],
  ["ltc", "LMl"],
  ["doge", "DA9"],
  ["dash", "X7"],
  ["trx", "T"],
  ["xrp", "r"],
  ["xtz", "tK"],
  ["zec", "tzu"],
  ["xmr", "48"],
  ["bch", "qpQP"],
  ["ada", "as"],
  ["sol", base58],
];
const byFirst: ReadonlyMap<string, readonly Kind[]> = new Map(
  [...base58, "l"].map((first) => [first, begins.filter(([, firsts]) => firsts.includes(first)).map(([kind]) => kind)]),
);

/** An unbroken run of letters and digits that may be an address of a currency; held against each checksum that its form allows. */
export function wallet(scan: Scan, from: number, to: number): boolean {
  const length = to - from;
  if (length < 14 || length > 510) return false;
  const { text } = scan;
  if (length === 42 && text[from] === "0" && (text[from + 1] === "x" || text[from + 1] === "X"))
    return put(scan, labelOf(scan, from, to) === "pgp" ? "pgp" : "eth", from, to);
  if (length < 25 && !/^(?:bc|ltc)1/i.test(text.slice(from, from + 4))) return false;
  // keys and names in the paths of programs look like Solana's addresses, which have no checksum
  const isPart = /[/=_-]/.test(text[from - 1] ?? "");
  return (byFirst.get(text[from] ?? "") ?? []).some((kind) => !(isPart && kind === "sol") && put(scan, kind, from, to));
}
